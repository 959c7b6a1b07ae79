package io.digi.index.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowSetTest {
    @Test
    void bitmapAnswersLikeALoopOverItsBits() {
        Random random = Randoms.seeded();
        for (int round = 0; round < 100 * Randoms.effort(); round++) {
            long firstRow = random.nextInt(200);
            BitmapRows rows = new BitmapRows(firstRow, randomWords(random));
            check(rows, firstRow + 64 * 6);
        }
    }

    @Test
    void rangeAnswersLikeALoopOverItsRows() {
        check(RowSet.range(3, 70), 100);
        check(RowSet.range(5, 5), 100);
        check(RowSet.range(0, 64), 100);
        check(RowSet.everything(), 100);
    }

    @Test
    void bitmapFarOutHoldsItsRows() {
        long firstRow = 1L << 40;
        BitmapRows rows = new BitmapRows(firstRow, new long[] {0, 1L << 63});
        assertThat(rows.nextRow(0)).isEqualTo(firstRow + 127);
        assertThat(rows.nextGap(firstRow + 127)).isEqualTo(firstRow + 128);
        assertThat(rows.nextRow(firstRow + 128)).isEqualTo(RowSet.NONE);
        assertThat(rows.contains(127)).isFalse();
    }

    @Test
    void rangeThatEndsBeforeItStartsIsRefused() {
        assertThatThrownBy(() -> RowSet.range(4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows 4 to 3 are no range");
        assertThatThrownBy(() -> new BitmapRows(-1, new long[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Runs, gaps and noise.
    private static long[] randomWords(Random random) {
        long[] words = new long[random.nextInt(6)];
        for (int i = 0; i < words.length; i++) {
            words[i] =
                    switch (random.nextInt(5)) {
                        case 0 -> 0;
                        case 1 -> -1;
                        case 2 -> random.nextLong() & random.nextLong() & random.nextLong();
                        case 3 -> -1L << random.nextInt(64);
                        default -> random.nextLong();
                    };
        }
        return words;
    }

    private static void check(RowSet rows, long until) {
        for (long from = 0; from < until; from++) {
            assertThat(rows.nextRow(from)).isEqualTo(search(rows, from, true, until));
            long gap = rows.nextGap(from);
            long expected = search(rows, from, false, until);
            assertThat(Math.min(gap, until)).isEqualTo(Math.min(expected, until));
        }
    }

    private static long search(RowSet rows, long from, boolean member, long until) {
        for (long row = from; row < until; row++) {
            if (rows.contains(row) == member) {
                return row;
            }
        }
        return RowSet.NONE;
    }
}
