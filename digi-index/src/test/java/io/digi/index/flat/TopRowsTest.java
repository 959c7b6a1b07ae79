package io.digi.index.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.index.Randoms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopRowsTest {
    private record Entry(long row, float score) {}

    private static final Comparator<Entry> BEST_FIRST =
            Comparator.comparing(Entry::score).reversed().thenComparing(Entry::row);

    @Test
    void bestRowsAreTheHeadOfTheSortedList() {
        Random random = Randoms.seeded();
        for (int round = 0; round < 300 * Randoms.effort(); round++) {
            List<Entry> entries = randomEntries(random);
            int limit = random.nextInt(150);
            assertThat(collect(entries, new TopRows(limit)))
                    .isEqualTo(entries.stream().sorted(BEST_FIRST).limit(limit).toList());
        }
    }

    @Test
    void onlyScoresStrictlyAboveTheFloorGetIn() {
        Random random = Randoms.seeded();
        for (int round = 0; round < 300 * Randoms.effort(); round++) {
            List<Entry> entries = randomEntries(random);
            float floor = random.nextInt(9) - 4;
            assertThat(collect(entries, TopRows.above(20, floor)))
                    .isEqualTo(
                            entries.stream()
                                    .filter(entry -> entry.score() > floor)
                                    .sorted(BEST_FIRST)
                                    .limit(20)
                                    .toList());
        }
    }

    @Test
    void mergedPartsEqualTheWhole() {
        Random random = Randoms.seeded();
        for (int round = 0; round < 300 * Randoms.effort(); round++) {
            List<Entry> entries = randomEntries(random);
            TopRows whole = new TopRows(17);
            List<TopRows> parts = List.of(new TopRows(17), new TopRows(17), new TopRows(17));
            for (Entry entry : entries) {
                whole.add(entry.row(), entry.score());
                parts.get(random.nextInt(3)).add(entry.row(), entry.score());
            }
            TopRows merged = new TopRows(17);
            parts.forEach(merged::addAll);
            assertThat(list(merged.drain())).isEqualTo(list(whole.drain()));
        }
    }

    @Test
    void equalScoresComeInTheOrderOfTheirRows() {
        TopRows best = new TopRows(3);
        for (long row : new long[] {1L << 40, 7, 900, 3, 8}) {
            best.add(row, 0.5f);
        }
        ScoredRows rows = best.drain();
        assertThat(new long[] {rows.row(0), rows.row(1), rows.row(2)}).containsExactly(3, 7, 8);
    }

    @Test
    void zerosOfBothSignsAreEqual() {
        TopRows best = new TopRows(2);
        best.add(1, -0f);
        best.add(2, 0f);
        ScoredRows rows = best.drain();
        assertThat(rows.row(0)).isEqualTo(1);
        assertThat(Float.floatToRawIntBits(rows.score(0))).isZero();
    }

    @Test
    void nanNeverGetsInButInfinitiesDo() {
        TopRows best = new TopRows(5);
        best.add(1, Float.NaN);
        best.add(2, Float.intBitsToFloat(0xffffffff));
        best.add(3, Float.NEGATIVE_INFINITY);
        best.add(4, Float.POSITIVE_INFINITY);
        assertThat(list(best.drain()))
                .containsExactly(
                        new Entry(4, Float.POSITIVE_INFINITY),
                        new Entry(3, Float.NEGATIVE_INFINITY));
    }

    @Test
    void barIsTheWorstScoreKeptOnceThereIsNoPlace() {
        TopRows best = new TopRows(2);
        assertThat(best.bar()).isEqualTo(Float.NEGATIVE_INFINITY);
        best.add(1, 5);
        assertThat(best.bar()).isEqualTo(Float.NEGATIVE_INFINITY);
        best.add(2, 3);
        assertThat(best.bar()).isEqualTo(3);
        best.add(3, 4);
        assertThat(best.bar()).isEqualTo(4);
        assertThat(TopRows.above(2, 1.5f).bar()).isEqualTo(1.5f);
    }

    @Test
    void drainedCollectorIsUsableAgain() {
        TopRows best = TopRows.above(1, 0);
        best.add(1, 9);
        assertThat(best.drain().count()).isEqualTo(1);
        assertThat(best.count()).isZero();
        best.add(2, 1);
        best.add(3, 0);
        assertThat(list(best.drain())).containsExactly(new Entry(2, 1));
    }

    @Test
    void limitsAndFloorsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new TopRows(-1)).hasMessageContaining("limit is -1");
        assertThatThrownBy(() -> TopRows.above(1, Float.NaN)).hasMessageContaining("NaN");
    }

    private static List<Entry> randomEntries(Random random) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            float score = random.nextBoolean() ? random.nextInt(9) - 4 : random.nextFloat();
            entries.add(new Entry((1L << 39) + i, score == 0 ? 0f : score));
        }
        Collections.shuffle(entries, random);
        return entries;
    }

    private static List<Entry> collect(List<Entry> entries, TopRows best) {
        entries.forEach(entry -> best.add(entry.row(), entry.score()));
        return list(best.drain());
    }

    private static List<Entry> list(ScoredRows rows) {
        List<Entry> entries = new ArrayList<>();
        for (int rank = 0; rank < rows.count(); rank++) {
            entries.add(new Entry(rows.row(rank), rows.score(rank)));
        }
        return entries;
    }
}
