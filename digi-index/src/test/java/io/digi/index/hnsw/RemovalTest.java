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

class RemovalTest {
    private static final int COUNT = 1_000;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.DOT, COUNT, random);
    private final VectorGraph graph =
            VectorGraph.create(
                    new GraphSettings(8, 60, 1),
                    new ExactCodes(Metric.DOT, Points.DIMENSION, budget),
                    budget);
    private final GraphBuilder builder = graph.builder(points);
    private final BitSet live = new BitSet(COUNT);

    RemovalTest() {
        live.set(0, COUNT);
        live.stream().forEach(builder::add);
    }

    @AfterEach
    void close() {
        builder.close();
        graph.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void recallHoldsAfterThirtyPercentWereRemovedAndAddedAgain() {
        for (int round = 0; round < 2 * Randoms.effort(); round++) {
            int[] removed = remove(30);
            assertThat(recall()).isGreaterThan(0.96);
            for (int node : removed) {
                points.replace(node);
                builder.add(node);
                live.set(node);
            }
            assertThat(recall()).isGreaterThan(0.96);
        }
    }

    @Test
    void recallHoldsWhenMostNodesAreRemovedBitByBit() {
        for (int round = 0; round < 6; round++) {
            remove(30);
            assertThat(recall()).isGreaterThan(0.95);
        }
    }

    /// What choosing leaves out was of use: without it rows were a third shorter, and recall fell.
    @Test
    void nodesHaveAsManyLinksAsBeforeOthersWereRemoved() {
        double before = linksOfANode();
        for (int round = 0; round < 3; round++) {
            remove(10);
            assertThat(linksOfANode()).isGreaterThan(0.95 * before);
        }
    }

    private double linksOfANode() {
        int[] row = new int[graph.links().linkCountMax(0)];
        return live.stream().map(node -> graph.links().read(node, 0, row)).average().orElseThrow();
    }

    @Test
    void removedNodesAreNotFound() {
        remove(50);
        GraphSearcher searcher = graph.searcher();
        for (int i = 0; i < 100; i++) {
            int count =
                    searcher.search(points.vector(), 40, NodeSet.everything(), GraphFilter.NONE);
            assertThat(count).isEqualTo(40);
            for (int rank = 0; rank < count; rank++) {
                assertThat(live.get(searcher.node(rank))).isTrue();
            }
        }
    }

    @Test
    void entryPointCanBeRemoved() {
        while (!live.isEmpty()) {
            int entry = GraphLinks.nodeOf(graph.links().entry());
            live.clear(entry);
            builder.remove(new int[] {entry});
            if (live.cardinality() < COUNT - 20) {
                builder.remove(live.stream().toArray());
                live.clear();
            } else {
                assertThat(live.get(GraphLinks.nodeOf(graph.links().entry()))).isTrue();
            }
        }
        assertThat(
                        graph.searcher()
                                .search(
                                        points.vector(),
                                        10,
                                        NodeSet.everything(),
                                        GraphFilter.NONE))
                .isZero();
        IntStream.range(0, 100).forEach(builder::add);
        live.set(0, 100);
        assertThat(recall()).isEqualTo(1);
    }

    @Test
    void nodesThatAreNotInTheGraphArePassedOver() {
        builder.remove(new int[] {-1, COUNT, Integer.MAX_VALUE});
        assertThat(recall()).isGreaterThan(0.96);
    }

    private int[] remove(int percent) {
        int[] removed = live.stream().filter(node -> random.nextInt(100) < percent).toArray();
        for (int node : removed) {
            live.clear(node);
        }
        builder.remove(removed);
        return removed;
    }

    private double recall() {
        return points.recall(graph.searcher(), 50, 10, 60, live::get, GraphFilter.NONE);
    }
}
