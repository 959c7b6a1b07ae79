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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// The true nearest rows of many queries, by an exact scan. A thread copies a piece of the rows
/// that fits into its cache and scores it against all queries, so the scan is bound by arithmetic
/// and not by memory.
public final class ExactNeighbors {
    private static final int PIECE_BYTES = 1 << 20;

    /// Stands where fewer rows are permitted, or a damaged one, which has no score, leaves a place
    /// free.
    private static final int NONE = -1;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final NpyFile base;
    private final float[][] queries;
    private final IntFunction<RowSet> permitted;
    private final Similarity similarity;
    private final int limit;
    private final RowLayout layout;
    private final int pieceRows;
    private final AtomicInteger nextPiece = new AtomicInteger();

    private ExactNeighbors(
            NpyFile base,
            float[][] queries,
            IntFunction<RowSet> permitted,
            Similarity similarity,
            int limit) {
        this.base = base;
        this.queries = queries;
        this.permitted = permitted;
        this.similarity = similarity;
        this.limit = Math.min(limit, base.rowCount());
        this.layout = new RowLayout(base.columnCount());
        this.pieceRows = (int) Math.max(1, PIECE_BYTES / layout.strideBytes());
    }

    /// Writes a table `[queries × limit]` of row numbers, nearest first, of equals the smaller
    /// first.
    static void write(Path file, NpyFile base, NpyFile queries, Similarity similarity, int limit)
            throws IOException, InterruptedException {
        new ExactNeighbors(
                        base,
                        similarity.prepared(queries),
                        _ -> RowSet.everything(),
                        similarity,
                        limit)
                .write(file);
    }

    /// The same among the rows that are permitted to each query; -1 stands where there are no more.
    /// Opens the file where a former run has written it.
    ///
    /// @param queries as they are compared `[queryCount × dimension]`
    public static NpyFile among(
            Path file,
            IndexData data,
            float[][] queries,
            IntFunction<RowSet> permitted,
            Similarity similarity,
            int limit)
            throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            new ExactNeighbors(data.base(), queries, permitted, similarity, limit).write(file);
        }
        return NpyFile.read(file);
    }

    private void write(Path file) throws IOException, InterruptedException {
        List<TopRows> best = search(Runtime.getRuntime().availableProcessors());
        try (NpyWriter writer = NpyWriter.ints(file, best.size(), limit)) {
            for (TopRows top : best) {
                ScoredRows rows = top.drain();
                int[] ids = new int[limit];
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
                    searches.get(i).collect(block, permitted.apply(i), tops.get(i));
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
