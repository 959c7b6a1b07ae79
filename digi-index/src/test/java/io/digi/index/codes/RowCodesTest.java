package io.digi.index.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodesTest {
    private static final int DIMENSION = 100;
    private static final long FAR = 1L << 40;

    private final Random random = Randoms.seeded();
    private final MemoryBudget budget = new MemoryBudget(64 << 20);

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void rowHasTheCodeThatATableWouldHave(int bits) {
        try (CodeFixture fixture = new CodeFixture(Metric.EUCLID, bits, DIMENSION, 200, random);
                RowCodes codes = new RowCodes(fixture.model, budget, _ -> true)) {
            long[] rows = new long[200];
            for (int i = 0; i < rows.length; i++) {
                // Far apart, so that each is in another chunk, or next to each other.
                rows[i] = i % 2 == 0 ? FAR + i : (long) i << 20;
                codes.encode(rows[i], fixture.vectors[i]);
            }
            float[] query = CodeFixture.vector(DIMENSION, random);
            QueryScorer table = fixture.table.newQueryScorer();
            table.prepare(query);
            AddressScorer scorer = new AddressScorer(fixture.model);
            scorer.prepare(query);
            RowCodes.Sight sight = codes.sight();
            long[] addresses = LongStream.of(rows).map(sight::addressOf).toArray();
            float[] scores = new float[rows.length];
            scorer.prefetch(addresses, rows.length);
            scorer.score(addresses, rows.length, scores);
            assertThat(scores).isEqualTo(fixture.scores(table));
            assertThat(scorer.error(addresses[3])).isEqualTo(table.error(3));
        }
    }

    @Test
    void rowThatWasNotEncodedHasNoCode() {
        try (RowCodes codes = codes(_ -> true)) {
            codes.encode(70, CodeFixture.vector(DIMENSION, random));
            RowCodes.Sight sight = codes.sight();
            assertThat(sight.addressOf(70)).isNotEqualTo(RowCodes.ABSENT);
            assertThat(LongStream.of(0, 6, 69, 71, 134, FAR).map(sight::addressOf))
                    .containsOnly(RowCodes.ABSENT);
        }
    }

    @Test
    void memoryIsGivenBackWhereNoRowWaits() {
        try (RowCodes codes = codes(_ -> true)) {
            int chunk = codes.chunkRows();
            float[] vector = CodeFixture.vector(DIMENSION, random);
            for (long row : new long[] {0, chunk, 2L * chunk, 3L * chunk + 5}) {
                codes.encode(row, vector);
            }
            long before = budget.usedBytes();
            RowCodes.Sight sight = codes.sight();

            List<Runnable> freeing = codes.release(new long[] {chunk + 3L}, 3L * chunk + 6);

            assertThat(freeing).hasSize(2);
            assertThat(budget.usedBytes()).isEqualTo(before);
            assertThat(sight.addressOf(0)).isNotEqualTo(RowCodes.ABSENT);
            assertThat(codes.sight().addressOf(0)).isEqualTo(RowCodes.ABSENT);
            assertThat(codes.sight().addressOf(chunk)).isNotEqualTo(RowCodes.ABSENT);
            assertThat(codes.sight().addressOf(3L * chunk + 5)).isNotEqualTo(RowCodes.ABSENT);
            freeing.forEach(Runnable::run);
            assertThat(budget.usedBytes()).isEqualTo(before / 2);
            codes.encode(1, vector);
            assertThat(codes.sight().addressOf(0)).isEqualTo(RowCodes.ABSENT);
        }
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void whatWasReleasedAndNotFreedIsFreedAtTheEndAndNotTwice() {
        List<Runnable> freeing;
        try (RowCodes codes = codes(_ -> true)) {
            codes.encode(0, CodeFixture.vector(DIMENSION, random));
            freeing = codes.release(new long[0], FAR);
        }
        assertThat(budget.usedBytes()).isZero();
        assertThat(freeing).hasSize(1).allSatisfy(Runnable::run);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void refusedMemoryLeavesRowsWithoutCode() {
        float[] vector = CodeFixture.vector(DIMENSION, random);
        MemoryBudget tiny = new MemoryBudget(1_000);
        try (RowCodes refused = new RowCodes(model(), tiny, _ -> true);
                RowCodes unasked = codes(_ -> false)) {
            refused.encode(0, vector);
            unasked.encode(0, vector);
            assertThat(refused.sight().addressOf(0)).isEqualTo(RowCodes.ABSENT);
            assertThat(unasked.sight().addressOf(0)).isEqualTo(RowCodes.ABSENT);
            assertThat(tiny.usedBytes() + budget.usedBytes()).isZero();
        }
    }

    private RowCodes codes(LongPredicate hasRoom) {
        return new RowCodes(model(), budget, hasRoom);
    }

    private static CodeModel model() {
        return CodeModel.train(Metric.DOT, 1, DIMENSION, new float[0][], 1);
    }
}
