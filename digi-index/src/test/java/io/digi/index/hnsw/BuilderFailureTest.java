package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Builders whose source of originals fails, and builders that are closed.
class BuilderFailureTest {
    private static final int COUNT = 600;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.DOT, COUNT + 50, random);
    private final BitSet live = new BitSet();
    private final VectorGraph graph =
            VectorGraph.create(
                    new GraphSettings(8, 60, 1),
                    new ExactCodes(Metric.DOT, Points.DIMENSION, budget),
                    budget);

    /// Reads until the source fails once; negative if it does not.
    private int readsLeft = -1;

    BuilderFailureTest() {
        try (GraphBuilder builder = graph.builder(points)) {
            IntStream.range(0, COUNT).forEach(builder::add);
        }
        live.set(0, COUNT);
    }

    @AfterEach
    void close() {
        graph.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void removalThatFailedIsFinishedByTheNext() {
        int[] removed = IntStream.range(0, COUNT).filter(node -> node % 3 == 0).toArray();
        IntStream.of(removed).forEach(live::clear);
        try (GraphBuilder builder = graph.builder(this::read)) {
            readsLeft = 100;
            assertThatThrownBy(() -> builder.remove(removed)).isInstanceOf(Failure.class);
            assertThat(isLinkedToRemovedOnes()).isTrue();
            builder.remove(removed);
        }
        assertThat(isLinkedToRemovedOnes()).isFalse();
        assertThat(recall()).isGreaterThan(0.96);
    }

    @Test
    void removalThatFailedIsFinishedByALaterBuilder() {
        live.clear(5, 7);
        try (GraphBuilder builder = graph.builder(this::read)) {
            readsLeft = 3;
            assertThatThrownBy(() -> builder.remove(new int[] {5, 6})).isInstanceOf(Failure.class);
        }
        try (GraphBuilder builder = graph.builder(points)) {
            builder.remove(new int[0]);
        }
        assertThat(isLinkedToRemovedOnes()).isFalse();
    }

    @Test
    void additionThatFailedIsDoneAgainWhereverItFailed() {
        for (int node = COUNT; node < points.count(); node++) {
            int added = node;
            int failures = 0;
            boolean linked = false;
            while (!linked) {
                try (GraphBuilder builder = graph.builder(this::read)) {
                    readsLeft = failures * 7;
                    try {
                        builder.add(added);
                        linked = true;
                    } catch (Failure expected) {
                        failures++;
                        assertThat(graph.contains(added)).isFalse();
                        readsLeft = -1;
                        if (failures == 12) {
                            builder.add(added);
                            linked = true;
                        }
                    }
                }
            }
            assertThat(failures).isPositive();
            live.set(added);
        }
        assertThat(isLinkedToRemovedOnes()).isFalse();
        assertThat(recall()).isGreaterThan(0.96);
    }

    @Test
    void closedBuilderRefusesWork() {
        GraphBuilder builder = graph.builder(points);
        builder.close();
        builder.close();
        assertThatThrownBy(() -> builder.add(COUNT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.remove(new int[] {1}))
                .isInstanceOf(IllegalStateException.class);
        assertThat(graph.contains(1)).isTrue();
    }

    @Test
    void oneBuilderIsOpenAtATime() {
        try (GraphBuilder builder = graph.builder(points)) {
            assertThatThrownBy(() -> graph.builder(points))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has a builder already");
            builder.add(COUNT);
        }
        try (GraphBuilder builder = graph.builder(points)) {
            builder.add(COUNT + 1);
        }
    }

    private boolean isLinkedToRemovedOnes() {
        int[] row = new int[graph.settings().linkCountMax(0)];
        return live.stream()
                .anyMatch(node -> {
                    int count = graph.links().read(node, 0, row);
                    return IntStream.range(0, count).anyMatch(i -> !live.get(row[i]));
                });
    }

    private double recall() {
        return points.recall(graph.searcher(), 50, 10, 60, live::get, GraphFilter.NONE);
    }

    private void read(int node, float[] into) {
        if (readsLeft-- == 0) {
            throw new Failure();
        }
        points.read(node, into);
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
