package io.digi.bench.contender.jvector;

import io.digi.bench.contender.Contender;
import io.digi.bench.contender.ContenderSettings;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.management.GraphIndexBuilderConfig;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// JVector with the settings of its own benchmarks: a graph of degree `2 m` with a hierarchy,
/// overflow and alpha 1.2, searched on float32, on codes of product quantization, or on such codes
/// that lie with the neighbours; candidates of codes are all rescored with the vectors.
public final class JVectorContender implements Contender {
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    private static final int CLUSTERS = 256;

    private final Variant variant;
    private final ContenderSettings settings;
    private @Nullable JVectorIndex index;

    private JVectorContender(Variant variant, ContenderSettings settings) {
        this.variant = variant;
        this.settings = settings;
    }

    private enum Variant {
        FLOAT32("float32", 0),
        PQ8("pq8", 8),
        PQ4("pq4", 4),
        FUSED8("fused8", 8),
        FUSED4("fused4", 4);

        private final String text;
        private final int dimensionsPerByte;

        Variant(String text, int dimensionsPerByte) {
            this.text = text;
            this.dimensionsPerByte = dimensionsPerByte;
        }

        private static Variant of(String text) {
            return Arrays.stream(values())
                    .filter(variant -> variant.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no variant " + text));
        }
    }

    public static Contender of(String variant, ContenderSettings settings) {
        return new JVectorContender(Variant.of(variant), settings);
    }

    @Override
    public void build(float[][] rows) throws IOException {
        RandomAccessVectorValues vectors = vectors(rows);
        try (ForkJoinPool pool = new ForkJoinPool(settings.graph().threads())) {
            ImmutableGraphIndex graph = graph(vectors, pool);
            index =
                    switch (variant) {
                        case FLOAT32 -> new ExactIndex(graph, vectors, similarity());
                        case PQ8, PQ4 ->
                                new QuantizedIndex(
                                        graph,
                                        vectors,
                                        similarity(),
                                        codebook(vectors, pool),
                                        pool);
                        case FUSED8, FUSED4 ->
                                FusedIndex.write(
                                        graph,
                                        vectors,
                                        similarity(),
                                        codebook(vectors, pool),
                                        settings.work().resolve("graph"),
                                        pool);
                    };
        }
    }

    private static RandomAccessVectorValues vectors(float[][] rows) {
        VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
        List<VectorFloat<?>> list = new ArrayList<>(rows.length);
        for (float[] row : rows) {
            list.add(types.createFloatVector(row));
        }
        return new ListRandomAccessVectorValues(list, rows[0].length);
    }

    private ImmutableGraphIndex graph(RandomAccessVectorValues vectors, ForkJoinPool pool)
            throws IOException {
        GraphIndexBuilderConfig.getInstance().setAddHierarchy(true);
        GraphIndexBuilderConfig.getInstance().setRefineFinalGraph(true);
        BuildScoreProvider scores =
                BuildScoreProvider.randomAccessScoreProvider(vectors, similarity());
        try (GraphIndexBuilder builder =
                GraphIndexBuilder.builder(scores, vectors.dimension(), 2 * settings.graph().m())
                        .withBeamWidth(settings.graph().efConstruction())
                        .withNeighborOverflow(OVERFLOW)
                        .withAlpha(ALPHA)
                        .withSimdExecutor(pool)
                        .withParallelExecutor(pool)
                        .build()) {
            return builder.build(vectors);
        }
    }

    private ProductQuantization codebook(RandomAccessVectorValues vectors, ForkJoinPool pool) {
        return ProductQuantization.compute(
                vectors,
                Math.ceilDiv(vectors.dimension(), variant.dimensionsPerByte),
                Math.min(CLUSTERS, vectors.size()),
                /* globallyCenter= */ similarity() == VectorSimilarityFunction.EUCLIDEAN,
                /* anisotropicThreshold= */ -1,
                pool,
                pool);
    }

    private VectorSimilarityFunction similarity() {
        return switch (settings.similarity()) {
            case COSINE, DOT -> VectorSimilarityFunction.DOT_PRODUCT;
            case EUCLID -> VectorSimilarityFunction.EUCLIDEAN;
        };
    }

    @Override
    public Searcher searcher() {
        return new JVectorSearcher(built());
    }

    @Override
    public long indexBytes() {
        return built().sizeBytes();
    }

    private JVectorIndex built() {
        if (index == null) {
            throw new IllegalStateException("not built yet");
        }
        return index;
    }

    @Override
    public void close() throws IOException {
        if (index != null) {
            index.close();
        }
    }
}
