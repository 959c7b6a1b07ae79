package io.digi.index.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.codes.CodeModel;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a builder takes of the budget beside the graph.
class BuildMemoryTest {
    private static final int COUNT = 12_000;
    private static final int OLDER = 10_000;
    private static final String PURPOSE = "build codes";

    /// Of the codes of all older nodes.
    private static final long ALL_BYTES = 80L * OLDER;

    /// Of the table that says where the code of a node is.
    private static final long TABLE_BYTES = 257 << 10;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);
    private final Points points = new Points(Metric.DOT, COUNT, random);
    private final CodeModel model =
            CodeModel.train(
                    Metric.DOT,
                    8,
                    Points.DIMENSION,
                    IntStream.range(0, 100).mapToObj(_ -> points.vector()).toArray(float[][]::new),
                    1);
    private final VectorGraph graph =
            VectorGraph.create(new GraphSettings(8, 40, 1), model, budget);

    @AfterEach
    void close() {
        graph.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void fewNodesMoreTakeMemoryForThoseThatTheyMeet() {
        add(0, OLDER, BuildCodes.KEPT_BYTES);
        try (GraphBuilder builder = graph.builder(points)) {
            assertThat(buildBytes()).isZero();
            builder.add(OLDER);
            assertThat(buildBytes()).isBetween(1L, TABLE_BYTES + ALL_BYTES / 10);
        }
        assertThat(buildBytes()).isZero();
    }

    @Test
    void codesAreForgottenWhereTheyAreMoreThanTheWorkIsWorth() {
        add(0, OLDER, BuildCodes.KEPT_BYTES);
        long mostBytes = add(OLDER, OLDER + 100, 128 << 10);
        assertThat(mostBytes).isBetween(1L, TABLE_BYTES + ALL_BYTES / 3);
        assertThat(recall()).isGreaterThan(0.95);
    }

    @Test
    void manyNodesMoreKeepTheCodesOfAll() {
        add(0, OLDER, BuildCodes.KEPT_BYTES);
        assertThat(add(OLDER, COUNT, 1)).isGreaterThan(TABLE_BYTES + ALL_BYTES);
        assertThat(recall()).isGreaterThan(0.95);
    }

    @Test
    void repairForgetsCodesToo() {
        add(0, OLDER, BuildCodes.KEPT_BYTES);
        try (GraphBuilder builder = graph.builder(points, 128 << 10)) {
            builder.remove(IntStream.range(0, OLDER).filter(node -> node % 10 == 0).toArray());
            assertThat(buildBytes()).isBetween(1L, TABLE_BYTES + ALL_BYTES / 3);
        }
        assertThat(recall()).isGreaterThan(0.95);
    }

    /// Returns the most that was taken.
    private long add(int from, int until, long keptBytes) {
        long most = 0;
        try (GraphBuilder builder = graph.builder(points, keptBytes)) {
            for (int node = from; node < until; node++) {
                builder.add(node);
                most = Math.max(most, buildBytes());
            }
        }
        return most;
    }

    private long buildBytes() {
        return budget.use().bytesByPurpose().getOrDefault(PURPOSE, 0L);
    }

    private double recall() {
        return points.recall(graph.searcher(), 50, 10, 60, graph::contains, GraphFilter.NONE);
    }
}
