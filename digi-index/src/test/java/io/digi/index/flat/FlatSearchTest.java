package io.digi.index.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import io.digi.index.memory.RowBlock;
import io.digi.index.memory.RowBuffer;
import io.digi.index.memory.RowLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Values are small integers, so scores are exact whatever the kernel, and ties are many.
class FlatSearchTest {
    private static final int DIMENSION = 5;
    private static final long FIRST_ROW = 1L << 33;
    private static final int ROW_COUNT = 1_500;

    private final Random random = Randoms.seeded();
    private final MemoryRegion region = new MemoryRegion(new MemoryBudget(1 << 20), "vectors");
    private final RowBuffer buffer = new RowBuffer(region, new RowLayout(DIMENSION), FIRST_ROW);
    private final List<float[]> rows = new ArrayList<>();

    FlatSearchTest() {
        for (int i = 0; i < ROW_COUNT; i++) {
            float[] row = smallIntegers();
            rows.add(row);
            buffer.append(row);
        }
    }

    @AfterEach
    void close() {
        region.close();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void bestRowsEqualTheSortedBruteForce(Metric metric) {
        for (int round = 0; round < 20 * Randoms.effort(); round++) {
            float[] query = smallIntegers();
            RowSet permitted = randomSet(round % 5);
            int limit = random.nextInt(200);
            TopRows best = new TopRows(limit);
            FlatSearch search = new FlatSearch(Kernels.of(metric), query);
            for (RowBlock block : buffer.blocks(buffer.endRow())) {
                search.collect(block, permitted, best);
            }
            assertThat(numbers(best.drain()))
                    .isEqualTo(bruteForce(metric, query, permitted, limit));
        }
    }

    @Test
    void blocksDividedBetweenCollectorsGiveTheSameRows() {
        float[] query = smallIntegers();
        TopRows merged = new TopRows(50);
        for (RowBlock block : buffer.blocks(buffer.endRow())) {
            long middle = block.firstRow() + block.rowCount() / 3;
            for (RowBlock part :
                    List.of(
                            block.part(middle, block.endRow()),
                            block.part(block.firstRow(), middle))) {
                TopRows best = new TopRows(50);
                new FlatSearch(Kernels.of(Metric.EUCLID), query)
                        .collect(part, RowSet.everything(), best);
                merged.addAll(best);
            }
        }
        assertThat(numbers(merged.drain()))
                .isEqualTo(bruteForce(Metric.EUCLID, query, RowSet.everything(), 50));
    }

    @Test
    void orderOfTheBlocksDoesNotMatter() {
        float[] query = smallIntegers();
        TopRows best = new TopRows(50);
        FlatSearch search = new FlatSearch(Kernels.of(Metric.MANHATTAN), query);
        for (RowBlock block : buffer.blocks(buffer.endRow()).reversed()) {
            search.collect(block, RowSet.everything(), best);
        }
        assertThat(numbers(best.drain()))
                .isEqualTo(bruteForce(Metric.MANHATTAN, query, RowSet.everything(), 50));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void allScoresStandAtTheirRowsAndOthersAreNaN(Metric metric) {
        float[] query = smallIntegers();
        FlatSearch search = new FlatSearch(Kernels.of(metric), query);
        for (int density = 0; density < 5; density++) {
            RowSet permitted = randomSet(density);
            for (RowBlock block : buffer.blocks(buffer.endRow())) {
                float[] all = new float[block.rowCount()];
                search.scoreAll(block, permitted, all);
                for (int i = 0; i < all.length; i++) {
                    long row = block.firstRow() + i;
                    Float expected =
                            permitted.contains(row) ? score(metric, query, row) : Float.NaN;
                    assertThat((Float) all[i]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void rowsBeyondTheBlocksAreNotScored() {
        TopRows best = new TopRows(ROW_COUNT);
        FlatSearch search = new FlatSearch(Kernels.of(Metric.DOT), smallIntegers());
        for (RowBlock block : buffer.blocks(FIRST_ROW + 700)) {
            search.collect(block, RowSet.everything(), best);
        }
        assertThat(best.count()).isEqualTo(700);
    }

    @Test
    void rowOfNaNIsNeverAResult() {
        float[] broken = {1, Float.NaN, 1, 1, 1};
        buffer.append(broken);
        TopRows best = new TopRows(2 * ROW_COUNT);
        FlatSearch search = new FlatSearch(Kernels.of(Metric.EUCLID), smallIntegers());
        for (RowBlock block : buffer.blocks(buffer.endRow())) {
            search.collect(block, RowSet.everything(), best);
        }
        assertThat(best.count()).isEqualTo(ROW_COUNT);
    }

    @Test
    void rowsWhoseScoreOverflowsAreStillResults() {
        float[] far = {1e30f, 1e30f, -1e30f, 1e30f, 1e30f};
        long row = buffer.append(far);
        TopRows best = new TopRows(2 * ROW_COUNT);
        FlatSearch search = new FlatSearch(Kernels.of(Metric.EUCLID), smallIntegers());
        for (RowBlock block : buffer.blocks(buffer.endRow())) {
            search.collect(block, RowSet.everything(), best);
        }
        ScoredRows found = best.drain();
        assertThat(found.count()).isEqualTo(ROW_COUNT + 1);
        assertThat(found.row(ROW_COUNT)).isEqualTo(row);
        assertThat(found.score(ROW_COUNT)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void queryOfAnotherDimensionIsRefused() {
        FlatSearch search = new FlatSearch(Kernels.of(Metric.DOT), new float[DIMENSION + 1]);
        RowBlock block = buffer.blocks(buffer.endRow()).getFirst();
        assertThatThrownBy(() -> search.collect(block, RowSet.everything(), new TopRows(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("query has dimension 6, rows have 5");
    }

    @Test
    void tooFewPlacesForAllScoresAreRefused() {
        FlatSearch search = new FlatSearch(Kernels.of(Metric.DOT), new float[DIMENSION]);
        RowBlock block = buffer.blocks(buffer.endRow()).getLast();
        assertThatThrownBy(() -> search.scoreAll(block, RowSet.everything(), new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place for 1 scores");
    }

    private float[] smallIntegers() {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }

    /// From nothing over single rows and runs to everything.
    private RowSet randomSet(int density) {
        if (density == 4) {
            return RowSet.range(FIRST_ROW + 100, FIRST_ROW + 1_300);
        }
        long[] words = new long[ROW_COUNT / 64 + 1];
        for (int i = 0; i < words.length; i++) {
            long noise = random.nextLong();
            words[i] =
                    switch (density) {
                        case 0 -> 0;
                        case 1 -> noise & random.nextLong() & random.nextLong();
                        case 2 -> noise;
                        default -> noise | random.nextLong() | random.nextLong() | ~0xffffL;
                    };
        }
        return new BitmapRows(FIRST_ROW, words);
    }

    private List<Long> bruteForce(Metric metric, float[] query, RowSet permitted, int limit) {
        return LongStream.range(FIRST_ROW, buffer.endRow())
                .filter(permitted::contains)
                .boxed()
                .sorted(
                        Comparator.comparing((Long row) -> -score(metric, query, row))
                                .thenComparing(row -> row))
                .limit(limit)
                .toList();
    }

    private float score(Metric metric, float[] query, long row) {
        float sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            float element = rows.get((int) (row - FIRST_ROW))[i];
            sum +=
                    switch (metric) {
                        case DOT -> query[i] * element;
                        case EUCLID -> (query[i] - element) * (query[i] - element);
                        case MANHATTAN -> Math.abs(query[i] - element);
                    };
        }
        return (metric == Metric.DOT ? sum : -sum) + 0f;
    }

    private static List<Long> numbers(ScoredRows found) {
        List<Long> numbers = new ArrayList<>();
        for (int rank = 0; rank < found.count(); rank++) {
            numbers.add(found.row(rank));
        }
        return numbers;
    }
}
