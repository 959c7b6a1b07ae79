package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorGraphTest {
    private static final GraphSettings SETTINGS = new GraphSettings(8, 60, 1);
    private static final NodeSet ALL = NodeSet.everything();

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);

    @AfterEach
    void allMemoryIsGivenBack() {
        assertThat(budget.usedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void searchFindsWhatAnExactScanFinds(Metric metric) {
        Points points = new Points(metric, 1_000 * Randoms.effort(), random);
        try (VectorGraph graph = graphOf(points, metric)) {
            assertThat(points.recall(graph.searcher(), 50, 10, 60, ALL, GraphFilter.NONE))
                    .isGreaterThan(0.97);
        }
    }

    @Test
    void graphOfNoNodesFindsNothing() {
        try (VectorGraph graph = emptyGraph(Metric.DOT, budget)) {
            for (GraphFilter how : GraphFilter.values()) {
                assertThat(graph.searcher().search(new float[Points.DIMENSION], 10, ALL, how))
                        .isZero();
            }
        }
    }

    @Test
    void fewNodesAreAllFoundBestFirst() {
        Points points = new Points(Metric.EUCLID, 30, random);
        try (VectorGraph graph = graphOf(points, Metric.EUCLID)) {
            for (GraphFilter how : GraphFilter.values()) {
                float[] query = points.vector();
                GraphSearcher searcher = graph.searcher();
                assertThat(searcher.search(query, 100, ALL, how)).isEqualTo(30);
                int[] nearest = points.nearest(query, 30, ALL);
                for (int rank = 0; rank < 30; rank++) {
                    assertThat(searcher.node(rank)).isEqualTo(nearest[rank]);
                }
            }
        }
    }

    @Test
    void scanFindsTheNearestOfTheNodesGiven() {
        Points points = new Points(Metric.EUCLID, 1_000, random);
        try (VectorGraph graph = graphOf(points, Metric.EUCLID)) {
            GraphSearcher searcher = graph.searcher();
            float[] query = points.vector();
            int[] next = {0};
            NodeSequence thirds =
                    nodes -> {
                        int count = 0;
                        for (; count < nodes.length && next[0] < 1_000; next[0] += 3) {
                            nodes[count++] = next[0];
                        }
                        return count;
                    };
            assertThat(searcher.scan(query, 20, thirds)).isEqualTo(20);
            int[] nearest = points.nearest(query, 10, node -> node % 3 == 0);
            int[] found = IntStream.range(0, 20).map(searcher::node).toArray();
            assertThat(found).contains(nearest);
            assertThat(IntStream.of(found)).allMatch(node -> node % 3 == 0);
            assertThat(searcher.scan(query, 20, _ -> 0)).isZero();
        }
    }

    @Test
    void longScanKeepsTheBestInOrder() {
        Points points = new Points(Metric.DOT, 3_000, random);
        try (VectorGraph graph = graphOf(points, Metric.DOT)) {
            GraphSearcher searcher = graph.searcher();
            float[] query = points.vector();
            assertThat(searcher.scan(query, 5_000, upTo(3_000))).isEqualTo(3_000);
            int[] all = IntStream.range(0, 3_000).map(searcher::node).toArray();
            assertThat(all).doesNotHaveDuplicates();
            assertThat(IntStream.range(1, 3_000))
                    .allMatch(rank -> searcher.score(rank - 1) >= searcher.score(rank));
            for (int wanted : new int[] {1, 7, 300, 2_999}) {
                assertThat(searcher.scan(query, wanted, upTo(3_000))).isEqualTo(wanted);
                assertThat(IntStream.range(0, wanted).map(searcher::node))
                        .containsExactly(
                                IntStream.of(all).limit(wanted).boxed().toArray(Integer[]::new));
            }
        }
    }

    private static NodeSequence upTo(int end) {
        int[] next = {0};
        return nodes -> {
            int count = Math.min(nodes.length, end - next[0]);
            for (int i = 0; i < count; i++) {
                nodes[i] = next[0]++;
            }
            return count;
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = GraphFilter.class,
            names = {"ON_RESULTS", "ACORN"})
    void searchGivesUpWhereHardlyAnythingIsAccepted(GraphFilter how) {
        Points points = new Points(Metric.EUCLID, 3_000, random);
        try (VectorGraph graph = graphOf(points, Metric.EUCLID)) {
            GraphSearcher searcher = graph.searcher();
            float[] query = points.vector();
            int[] order = points.nearest(query, 3_000, ALL);
            BitSet far = new BitSet();
            IntStream.of(order).skip(2_700).forEach(far::set);
            BitSet near = new BitSet();
            IntStream.of(order).limit(300).forEach(near::set);
            searcher.search(query, 50, far::get, how, 0.05f);
            assertThat(searcher.isAstray()).isTrue();
            assertThat(searcher.search(query, 50, near::get, how, 0.05f)).isEqualTo(50);
            assertThat(searcher.isAstray()).isFalse();
            searcher.search(query, 50, far::get, how);
            assertThat(searcher.isAstray()).isFalse();
            searcher.search(query, 50, ALL, GraphFilter.NONE, 0.05f);
            assertThat(searcher.isAstray()).isFalse();
        }
    }

    @Test
    void manyEqualVectorsAreAllReachable() {
        Points points = new Points(Metric.EUCLID, 200, random);
        float[] same = points.vector();
        try (VectorGraph graph = emptyGraph(Metric.EUCLID, budget)) {
            VectorSource source = (node, into) -> System.arraycopy(same, 0, into, 0, same.length);
            try (GraphBuilder builder = graph.builder(source)) {
                for (int node = 0; node < 200; node++) {
                    builder.add(node);
                }
            }
            assertThat(graph.searcher().search(same, 10, ALL, GraphFilter.NONE)).isEqualTo(10);
        }
    }

    @Test
    void nodeThatIsInTheGraphIsNotAddedAgain() {
        Points points = new Points(Metric.DOT, 3, random);
        try (VectorGraph graph = graphOf(points, Metric.DOT);
                GraphBuilder builder = graph.builder(points)) {
            assertThatThrownBy(() -> builder.add(2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("node 2 is in the graph already");
        }
    }

    @Test
    void laterBuilderGoesOnWhereTheFirstEnded() {
        Points points = new Points(Metric.DOT, 600, random);
        try (VectorGraph graph = emptyGraph(Metric.DOT, budget)) {
            for (int from = 0; from < 600; from += 200) {
                try (GraphBuilder builder = graph.builder(points)) {
                    for (int node = from; node < from + 200; node++) {
                        builder.add(node);
                    }
                }
            }
            assertThat(graph.nodeCount()).isEqualTo(600);
            assertThat(points.recall(graph.searcher(), 50, 10, 60, ALL, GraphFilter.NONE))
                    .isGreaterThan(0.97);
        }
    }

    @Test
    void refusedMemoryLeavesTheGraphUsable() {
        Points points = new Points(Metric.DOT, 9_000, random);
        MemoryBudget small = new MemoryBudget(1_500_000);
        int added = 0;
        try (VectorGraph graph = emptyGraph(Metric.DOT, small)) {
            try (GraphBuilder builder = graph.builder(points)) {
                while (added < points.count()) {
                    builder.add(added);
                    added++;
                }
            } catch (MemoryRefusedException refused) {
                assertThat(refused.limitBytes()).isEqualTo(1_500_000);
            }
            int end = added;
            assertThat(end).isBetween(100, 8_999);
            assertThat(graph.nodeCount()).isEqualTo(end);
            NodeSet present = node -> node < end;
            assertThat(points.recall(graph.searcher(), 20, 10, 60, present, GraphFilter.NONE))
                    .isGreaterThan(0.9);
        }
        assertThat(small.usedBytes()).isZero();
    }

    @Test
    void builderThatGetsNoMemoryKeepsNone() {
        Points points = new Points(Metric.DOT, 50, random);
        MemoryBudget small = new MemoryBudget(1_200_000);
        try (VectorGraph graph = emptyGraph(Metric.DOT, small)) {
            try (GraphBuilder builder = graph.builder(points)) {
                builder.add(0);
            } catch (MemoryRefusedException refused) {
                assertThat(graph.nodeCount()).isZero();
            }
            long held = graph.memoryBytes();
            assertThatThrownBy(
                            () -> {
                                small.reserve("rest", small.limitBytes() - held);
                                graph.builder(points).add(1);
                            })
                    .isInstanceOf(MemoryRefusedException.class);
            small.release("rest", small.limitBytes() - held);
            assertThat(small.usedBytes()).isEqualTo(held);
        }
    }

    private VectorGraph graphOf(Points points, Metric metric) {
        VectorGraph graph = emptyGraph(metric, budget);
        try (GraphBuilder builder = graph.builder(points)) {
            for (int node = 0; node < points.count(); node++) {
                builder.add(node);
            }
        }
        return graph;
    }

    private static VectorGraph emptyGraph(Metric metric, MemoryBudget budget) {
        return VectorGraph.create(
                SETTINGS, new ExactCodes(metric, Points.DIMENSION, budget), budget);
    }
}
