package io.digi.bench.contender;

import io.digi.bench.contender.ContenderSettings.Graph;
import io.digi.index.codes.CodeLayout;
import io.digi.index.codes.CodeModel;
import io.digi.index.flat.Candidates;
import io.digi.index.flat.Rescorer;
import io.digi.index.flat.ScoredRows;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.hnsw.GraphFilter;
import io.digi.index.hnsw.GraphSearcher;
import io.digi.index.hnsw.GraphSettings;
import io.digi.index.hnsw.NodeSet;
import io.digi.index.hnsw.VectorGraph;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import io.digi.index.memory.RowLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Digi's own graph, searched on its codes and rescored with the vectors, as the engine does it.
final class DigiContender implements Contender {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Of a code's element, by the dimension.
    private static final Map<String, IntUnaryOperator> BITS =
            Map.of(
                    "", CodeLayout::defaultBits,
                    "1bit", _ -> 1,
                    "2bit", _ -> 2,
                    "4bit", _ -> 4,
                    "8bit", _ -> 8);

    private static final int SAMPLE = 2000;

    /// Standard errors that an estimate may be off before a candidate is given up unread.
    private static final float ERRORS = 3;

    private static final long SEED = 1;

    private final IntUnaryOperator bits;
    private final Metric metric;
    private final Graph settings;
    private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    private final MemoryRegion region = new MemoryRegion(budget, "vectors");
    private @Nullable VectorGraph graph;
    private long vectors;
    private long strideBytes;

    private DigiContender(IntUnaryOperator bits, Metric metric, Graph settings) {
        this.bits = bits;
        this.metric = metric;
        this.settings = settings;
    }

    static Contender of(String variant, ContenderSettings settings) {
        IntUnaryOperator bits = BITS.get(variant);
        if (bits == null) {
            throw new IllegalArgumentException("no variant " + variant);
        }
        Kernels.warmUp();
        return new DigiContender(bits, settings.similarity().metric(), settings.graph());
    }

    @Override
    public void build(float[][] rows) {
        copy(rows);
        int dimension = rows[0].length;
        CodeModel model =
                CodeModel.train(metric, bits.applyAsInt(dimension), dimension, sample(rows), SEED);
        VectorGraph built =
                VectorGraph.create(
                        new GraphSettings(settings.m(), settings.efConstruction(), SEED),
                        model,
                        budget);
        graph = built;
        try (GraphBuilder builder =
                built.builder(
                        (node, into) -> System.arraycopy(rows[node], 0, into, 0, into.length))) {
            addAll(builder, rows.length);
        }
    }

    private static float[][] sample(float[][] rows) {
        int count = Math.min(SAMPLE, rows.length);
        float[][] sample = new float[count][];
        for (int i = 0; i < count; i++) {
            sample[i] = rows[(int) ((long) i * rows.length / count)];
        }
        return sample;
    }

    /// The engine's vectors lie in native memory or mapped files.
    private void copy(float[][] rows) {
        strideBytes = new RowLayout(rows[0].length).strideBytes();
        MemorySegment memory = region.allocate(rows.length * strideBytes);
        vectors = memory.address();
        for (int row = 0; row < rows.length; row++) {
            MemorySegment.copy(rows[row], 0, memory, FLOAT, row * strideBytes, rows[row].length);
        }
    }

    private void addAll(GraphBuilder builder, int count) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> shares = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(settings.threads())) {
            for (int i = 0; i < settings.threads(); i++) {
                shares.add(
                        pool.submit(() -> {
                            for (int node = next.getAndIncrement();
                                    node < count;
                                    node = next.getAndIncrement()) {
                                builder.add(node);
                            }
                        }));
            }
        }
        for (Future<?> share : shares) {
            await(share);
        }
    }

    private static void await(Future<?> share) {
        try {
            share.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("building failed", failure.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("building was interrupted", ended);
        }
    }

    @Override
    public Searcher searcher() {
        return new Rescored(built().searcher(), new Rescorer(Kernels.of(metric)));
    }

    @Override
    public long indexBytes() {
        return built().memoryBytes();
    }

    private VectorGraph built() {
        if (graph == null) {
            throw new IllegalStateException("not built yet");
        }
        return graph;
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
        region.close();
    }

    /// The number of a node is that of its row.
    private final class Rescored implements Searcher, Candidates {
        private final GraphSearcher searcher;
        private final Rescorer rescorer;
        private int found;

        Rescored(GraphSearcher searcher, Rescorer rescorer) {
            this.searcher = searcher;
            this.rescorer = rescorer;
        }

        @Override
        public int search(float[] query, int ef, int[] ids) {
            int candidates = Math.max(ef, ids.length);
            found = searcher.search(query, candidates, NodeSet.everything(), GraphFilter.NONE);
            ScoredRows best = rescorer.rescore(query, this, ids.length);
            for (int rank = 0; rank < best.count(); rank++) {
                ids[rank] = (int) best.row(rank);
            }
            return best.count();
        }

        @Override
        public int count() {
            return found;
        }

        @Override
        public long row(int rank) {
            return searcher.node(rank);
        }

        @Override
        public float bestPossible(int rank) {
            return searcher.score(rank) + ERRORS * searcher.error(rank);
        }

        @Override
        public long addressOf(int rank) {
            return vectors + searcher.node(rank) * strideBytes;
        }
    }
}
