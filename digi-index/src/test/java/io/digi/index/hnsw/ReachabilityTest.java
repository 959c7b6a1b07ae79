package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Links lead to every node, whatever the vectors are.
class ReachabilityTest {
    private static final int COUNT = 2_000;
    private static final int OUTLIERS = 20;
    private static final float FAR = 1_000;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final float[][] vectors = new float[COUNT][Points.DIMENSION];
    private final BitSet live = new BitSet();

    @AfterEach
    void allMemoryIsGivenBack() {
        assertThat(budget.usedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyNodeIsReachableWhereAFifthIsCopies(Metric metric) {
        fill(new Points(metric, COUNT, random));
        for (int node = 0; node < COUNT / 5; node++) {
            int original = COUNT / 5 + random.nextInt(COUNT / 50);
            vectors[node] = vectors[original];
        }
        try (VectorGraph graph = built(metric)) {
            assertAllAreReached(graph);
        }
    }

    /// Of a short vector no other one is the nearest.
    @Test
    void vectorsOfAllLengthsAreReachableByTheDotProduct() {
        fill(new Points(Metric.DOT, COUNT, random));
        for (float[] vector : vectors) {
            float length = (float) Math.exp(2 * random.nextGaussian());
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= length;
            }
        }
        try (VectorGraph graph = built(Metric.DOT)) {
            assertAllAreReached(graph);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyNodeIsReachableAfterRemovalsAndAdditions(Metric metric) {
        fill(new Points(metric, COUNT, random));
        try (VectorGraph graph = built(metric)) {
            for (int round = 0; round < 3 * Randoms.effort(); round++) {
                int[] removed = live.stream().filter(node -> random.nextInt(100) < 30).toArray();
                try (GraphBuilder builder = graph.builder(this::read)) {
                    builder.remove(removed);
                    IntStream.of(removed).forEach(live::clear);
                    assertAllAreReached(graph);
                    for (int node : removed) {
                        builder.add(node);
                        live.set(node);
                    }
                }
                assertAllAreReached(graph);
            }
        }
    }

    @Test
    void recallLosesLittleByRemovalsAndAdditions() {
        Points points = new Points(Metric.DOT, COUNT, random);
        fill(points);
        try (VectorGraph graph = built(Metric.DOT)) {
            float[][] queries = new float[400][];
            for (int i = 0; i < queries.length; i++) {
                queries[i] = points.vector();
            }
            double before = recall(graph, points, queries);
            for (int round = 0; round < 3; round++) {
                int[] removed = live.stream().filter(node -> random.nextInt(100) < 30).toArray();
                try (GraphBuilder builder = graph.builder(this::read)) {
                    builder.remove(removed);
                    IntStream.of(removed).forEach(builder::add);
                }
            }
            assertThat(recall(graph, points, queries)).isGreaterThan(before - 0.005);
        }
    }

    /// Far from everything, and added after the links of all others were chosen.
    @Test
    void outliersThatAreAddedDuringARemovalAreReachableAndMostlyFound() {
        fill(new Points(Metric.EUCLID, COUNT, random));
        for (int node = COUNT - OUTLIERS; node < COUNT; node++) {
            vectors[node][node % Points.DIMENSION] = FAR * (1 + random.nextFloat());
        }
        try (VectorGraph graph = graph(Metric.EUCLID)) {
            try (GraphBuilder builder = graph.builder(this::read)) {
                add(builder, 0, COUNT - OUTLIERS);
            }
            boolean[] added = new boolean[1];
            GraphBuilder[] own = new GraphBuilder[1];
            VectorSource adding =
                    (node, into) -> {
                        read(node, into);
                        if (!graph.contains(0) && !added[0]) {
                            added[0] = true;
                            add(own[0], COUNT - OUTLIERS, COUNT);
                        }
                    };
            try (GraphBuilder builder = graph.builder(adding)) {
                own[0] = builder;
                builder.remove(IntStream.range(0, COUNT / 2).toArray());
                live.clear(0, COUNT / 2);
            }
            assertThat(added[0]).isTrue();
            assertAllAreReached(graph);
            GraphSearcher searcher = graph.searcher();
            int missed = 0;
            for (int node = COUNT - OUTLIERS; node < COUNT; node++) {
                searcher.search(vectors[node], 100, NodeSet.everything(), GraphFilter.NONE);
                missed += searcher.node(0) == node ? 0 : 1;
            }
            // A search may turn away before the one node that knows it.
            assertThat(missed).isLessThanOrEqualTo(OUTLIERS / 4);
        }
    }

    private double recall(VectorGraph graph, Points points, float[][] queries) {
        GraphSearcher searcher = graph.searcher();
        int found = 0;
        for (float[] query : queries) {
            BitSet nearest = new BitSet();
            for (int node : points.nearest(query, 10, NodeSet.everything())) {
                nearest.set(node);
            }
            searcher.search(query, 40, NodeSet.everything(), GraphFilter.NONE);
            found += (int) IntStream.range(0, 10).map(searcher::node).filter(nearest::get).count();
        }
        return found / (10.0 * queries.length);
    }

    private void assertAllAreReached(VectorGraph graph) {
        assertThat(Reached.from(graph)).isEqualTo(live);
    }

    private VectorGraph built(Metric metric) {
        VectorGraph graph = graph(metric);
        try (GraphBuilder builder = graph.builder(this::read)) {
            add(builder, 0, COUNT);
        }
        return graph;
    }

    private VectorGraph graph(Metric metric) {
        return VectorGraph.create(
                new GraphSettings(8, 60, 1),
                new ExactCodes(metric, Points.DIMENSION, budget),
                budget);
    }

    private void add(GraphBuilder builder, int from, int end) {
        for (int node = from; node < end; node++) {
            builder.add(node);
            live.set(node);
        }
    }

    private void fill(Points points) {
        for (int node = 0; node < COUNT; node++) {
            points.read(node, vectors[node]);
        }
    }

    private void read(int node, float[] into) {
        System.arraycopy(vectors[node], 0, into, 0, into.length);
    }
}
