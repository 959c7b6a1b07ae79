package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every fifth vector is the same one.
class EqualVectorsTest {
    private static final int COUNT = 2_000;
    private static final int STRIDE = 5;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);

    @AfterEach
    void allMemoryIsGivenBack() {
        assertThat(budget.usedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void equalVectorsAreReachableAndTheyAreNoTrap(Metric metric) {
        Points points = new Points(metric, COUNT, random);
        float[] same = points.vector();
        VectorSource source =
                (node, into) -> {
                    points.read(node, into);
                    if (node % STRIDE == 0) {
                        System.arraycopy(same, 0, into, 0, same.length);
                    }
                };
        GraphSettings settings = new GraphSettings(8, 60, 1);
        try (VectorGraph graph =
                VectorGraph.create(
                        settings, new ExactCodes(metric, Points.DIMENSION, budget), budget)) {
            try (GraphBuilder builder = graph.builder(source)) {
                IntStream.range(0, COUNT).forEach(builder::add);
            }
            assertThat(copiesFound(graph.searcher(), same, 50)).isEqualTo(50);
            assertThat(Reached.from(graph).cardinality()).isEqualTo(COUNT);
            NodeSet others = node -> node % STRIDE != 0;
            assertThat(points.recall(graph.searcher(), 50, 10, 60, others, GraphFilter.ON_RESULTS))
                    .isGreaterThan(0.96);
        }
    }

    private static int copiesFound(GraphSearcher searcher, float[] same, int ef) {
        int count = searcher.search(same, ef, NodeSet.everything(), GraphFilter.NONE);
        return (int)
                IntStream.range(0, count).filter(rank -> searcher.node(rank) % STRIDE == 0).count();
    }
}
