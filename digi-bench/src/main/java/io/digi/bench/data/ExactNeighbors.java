package io.digi.bench.data;

import io.digi.index.flat.FlatSearch;
import io.digi.index.flat.RowSet;
import io.digi.index.flat.ScoredRows;
import io.digi.index.flat.TopRows;
import io.digi.index.kernel.Kernels;
import io.digi.index.memory.RowBlock;
import io.digi.index.memory.RowLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The true nearest rows of many queries, by an exact scan. A thread copies a piece of the rows
/// that fits into its cache and scores it against all queries, so the scan is bound by arithmetic
/// and not by memory.
final class ExactNeighbors {
    private static final int PIECE_BYTES = 1 << 20;

    /// Stands where a damaged row, which has no score, leaves a place free.
    private static final int NONE = -1;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final NpyFile base;
    private final float[][] queries;
    private final Similarity similarity;
    private final int limit;
    private final RowLayout layout;
    private final int pieceRows;
    private final AtomicInteger nextPiece = new AtomicInteger();

    private ExactNeighbors(NpyFile base, NpyFile queries, Similarity similarity, int limit) {
        this.base = base;
        this.queries = similarity.prepared(queries);
        this.similarity = similarity;
        this.limit = Math.min(limit, base.rowCount());
        this.layout = new RowLayout(base.columnCount());
        this.pieceRows = (int) Math.max(1, PIECE_BYTES / layout.strideBytes());
    }

    /// Writes a table `[queries × limit]` of row numbers, nearest first, of equals the smaller
    /// first.
    static void write(Path file, NpyFile base, NpyFile queries, Similarity similarity, int limit)
            throws IOException, InterruptedException {
        ExactNeighbors exact = new ExactNeighbors(base, queries, similarity, limit);
        List<TopRows> best = exact.search(Runtime.getRuntime().availableProcessors());
        try (NpyWriter writer = NpyWriter.ints(file, best.size(), exact.limit)) {
            for (TopRows top : best) {
                ScoredRows rows = top.drain();
                int[] ids = new int[exact.limit];
                Arrays.fill(ids, NONE);
                for (int rank = 0; rank < rows.count(); rank++) {
                    ids[rank] = (int) rows.row(rank);
                }
                writer.add(ids);
            }
            writer.finish();
        }
    }

    private List<TopRows> search(int threads) throws InterruptedException {
        List<Future<List<TopRows>>> parts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(this::scanPieces));
            }
        }
        List<TopRows> best = tops();
        for (Future<List<TopRows>> part : parts) {
            try {
                List<TopRows> own = part.get();
                for (int i = 0; i < best.size(); i++) {
                    best.get(i).addAll(own.get(i));
                }
            } catch (ExecutionException failure) {
                throw new IllegalStateException("the exact scan failed", failure.getCause());
            }
        }
        return best;
    }

    private List<TopRows> tops() {
        List<TopRows> tops = new ArrayList<>(queries.length);
        for (int i = 0; i < queries.length; i++) {
            tops.add(new TopRows(limit));
        }
        return tops;
    }

    private List<TopRows> scanPieces() {
        List<TopRows> tops = tops();
        List<FlatSearch> searches = new ArrayList<>(queries.length);
        for (float[] query : queries) {
            searches.add(new FlatSearch(Kernels.of(similarity.metric()), query));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(pieceRows * layout.strideBytes(), 64);
            int pieces = Math.ceilDiv(base.rowCount(), pieceRows);
            for (int piece = nextPiece.getAndIncrement();
                    piece < pieces;
                    piece = nextPiece.getAndIncrement()) {
                RowBlock block = copy(piece * pieceRows, memory);
                for (int i = 0; i < queries.length; i++) {
                    searches.get(i).collect(block, RowSet.everything(), tops.get(i));
                }
            }
        }
        return tops;
    }

    private RowBlock copy(int first, MemorySegment memory) {
        float[] row = new float[layout.dimension()];
        int count = Math.min(pieceRows, base.rowCount() - first);
        for (int i = 0; i < count; i++) {
            base.read(first + i, row);
            similarity.prepare(row);
            MemorySegment.copy(row, 0, memory, FLOAT, i * layout.strideBytes(), row.length);
        }
        return new RowBlock(memory, 0, first, count, layout);
    }
}
