package io.digi.index.flat;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import io.digi.index.memory.RowBuffer;
import io.digi.index.memory.RowLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RescorerTest {
    private static final int DIMENSION = 7;
    private static final int ROW_COUNT = 400;

    private final Random random = Randoms.seeded();
    private final MemoryRegion region = new MemoryRegion(new MemoryBudget(1 << 20), "vectors");
    private final RowBuffer rows = new RowBuffer(region, new RowLayout(DIMENSION), 0);

    RescorerTest() {
        for (int i = 0; i < ROW_COUNT; i++) {
            rows.append(Randoms.vector(random, DIMENSION));
        }
    }

    @AfterEach
    void close() {
        region.close();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void resultIsTheBestOfTheCandidatesByTheirVectors(Metric metric) {
        Rescorer rescorer = new Rescorer(Kernels.of(metric));
        for (int round = 0; round < 20 * Randoms.effort(); round++) {
            float[] query = Randoms.vector(random, DIMENSION);
            int[] some = random.ints(0, ROW_COUNT).distinct().limit(round * 5L).toArray();
            ScoredRows exact = scan(metric, query, some, 10);
            ScoredRows found = rescorer.rescore(query, new Some(some), 10);
            assertThat(numbers(found)).isEqualTo(numbers(exact));
            assertThat(found.count()).isEqualTo(Math.min(10, some.length));
        }
    }

    @Test
    void candidatesThatCannotGetInAreNotRead() {
        float[] query = Randoms.vector(random, DIMENSION);
        List<Integer> byScore =
                IntStream.range(0, ROW_COUNT)
                        .boxed()
                        .sorted((a, b) -> Float.compare(score(query, b), score(query, a)))
                        .toList();
        int[] sorted = byScore.stream().mapToInt(i -> i).toArray();
        Some candidates =
                new Some(sorted) {
                    @Override
                    public float bestPossible(int rank) {
                        return score(query, sorted[rank]) + 1e-3f;
                    }
                };
        ScoredRows found = new Rescorer(Kernels.of(Metric.DOT)).rescore(query, candidates, 10);
        assertThat(numbers(found))
                .isEqualTo(Arrays.stream(sorted).limit(10).asLongStream().boxed().toList());
        assertThat(candidates.read).isLessThan(50);
    }

    private ScoredRows scan(Metric metric, float[] query, int[] some, int limit) {
        TopRows best = new TopRows(limit);
        float[] score = new float[1];
        for (int row : some) {
            Kernels.of(metric)
                    .scoreRows(query, rows.chunkOf(row), rows.offsetOf(row), 64, 1, score);
            best.add(row, score[0]);
        }
        return best.drain();
    }

    private float score(float[] query, int row) {
        float[] score = new float[1];
        Kernels.of(Metric.DOT)
                .scoreRows(query, rows.chunkOf(row), rows.offsetOf(row), 64, 1, score);
        return score[0];
    }

    private static List<Long> numbers(ScoredRows found) {
        return IntStream.range(0, found.count()).mapToObj(found::row).toList();
    }

    private class Some implements Candidates {
        private final int[] some;
        private int read;

        Some(int[] some) {
            this.some = some;
        }

        @Override
        public int count() {
            return some.length;
        }

        @Override
        public long row(int rank) {
            return some[rank];
        }

        @Override
        public long addressOf(int rank) {
            read++;
            return rows.chunkOf(some[rank]).address() + rows.offsetOf(some[rank]);
        }
    }
}
