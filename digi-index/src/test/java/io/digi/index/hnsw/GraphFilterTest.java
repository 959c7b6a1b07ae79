package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class GraphFilterTest {
    private static final int COUNT = 2_000;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.DOT, COUNT, random);
    private final VectorGraph graph =
            VectorGraph.create(
                    new GraphSettings(8, 60, 1),
                    new ExactCodes(Metric.DOT, Points.DIMENSION, budget),
                    budget);

    GraphFilterTest() {
        try (GraphBuilder builder = graph.builder(points)) {
            for (int node = 0; node < COUNT; node++) {
                builder.add(node);
            }
        }
    }

    @AfterAll
    void close() {
        graph.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ON_RESULTS, 50",
        "ON_RESULTS, 10",
        "ON_RESULTS, 1",
        "ACORN, 50",
        "ACORN, 10",
        "ACORN, 1"
    })
    void nearestAcceptedNodesAreFound(GraphFilter how, int percent) {
        BitSet accepted = randomNodes(percent);
        GraphSearcher searcher = graph.searcher();
        assertThat(points.recall(searcher, 30, 10, 60, accepted::get, how)).isGreaterThan(0.95);
        for (int round = 0; round < 10; round++) {
            int count = searcher.search(points.vector(), 60, accepted::get, how);
            assertThat(count).isEqualTo(Math.min(60, accepted.cardinality()));
            for (int rank = 0; rank < count; rank++) {
                assertThat(accepted.get(searcher.node(rank))).isTrue();
            }
        }
    }

    @Test
    void setOfNoNodeGivesNoResult() {
        for (GraphFilter how : new GraphFilter[] {GraphFilter.ON_RESULTS, GraphFilter.ACORN}) {
            assertThat(graph.searcher().search(points.vector(), 60, node -> false, how)).isZero();
        }
    }

    @Test
    void searchGivesUpWhereTooFewNodesAreAccepted() {
        AtomicInteger asked = new AtomicInteger();
        NodeSet none =
                node -> {
                    asked.incrementAndGet();
                    return false;
                };
        Points many = new Points(Metric.DOT, 3 * FilteredWalk.STEPS_MIN, random);
        try (VectorGraph large =
                VectorGraph.create(
                        new GraphSettings(4, 10, 1),
                        new ExactCodes(Metric.DOT, Points.DIMENSION, budget),
                        budget)) {
            try (GraphBuilder builder = large.builder(many)) {
                IntStream.range(0, many.count()).forEach(builder::add);
            }
            GraphSearcher searcher = large.searcher();
            assertThat(searcher.search(many.vector(), 1, none, GraphFilter.ON_RESULTS)).isZero();
        }
        assertThat(asked.get()).isBetween(FilteredWalk.STEPS_MIN / 2, many.count() - 500);
    }

    private BitSet randomNodes(int percent) {
        BitSet nodes = new BitSet(COUNT);
        for (int i = 0; i < COUNT * percent / 100; i++) {
            nodes.set(random.nextInt(COUNT));
        }
        return nodes;
    }
}
