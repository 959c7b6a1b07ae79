package io.digi.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedPostingsTest {
    @Test
    void groupsOfUpdatesAgreeWithATreeMap() {
        Trials.run(
                10,
                random -> {
                    TreeMap<Long, SlotSet> expected = new TreeMap<>();
                    SortedPostings<Long> postings = SortedPostings.empty(key -> 16);
                    int reach = 1 << (4 + random.nextInt(12));
                    boolean shrinking = false;
                    for (int group = 0; group < 40; group++) {
                        shrinking = group % 10 == 0 ? random.nextBoolean() : shrinking;
                        TreeMap<Long, SlotSet> before = new TreeMap<>(expected);
                        SortedPostings<Long> old = postings;
                        TreeMap<Long, SlotSet> updates = updates(random, reach, shrinking);
                        postings = applied(postings, updates);
                        apply(updates, expected);
                        assertSame(old, before, random, reach);
                        assertSame(postings, expected, random, reach);
                    }
                });
    }

    @Test
    void removingAllLeavesNothing() {
        TreeMap<Long, SlotSet> updates = new TreeMap<>();
        for (long key = 0; key < 20_000; key++) {
            updates.put(key, SlotSet.of((int) key));
        }
        SortedPostings<Long> full = applied(SortedPostings.empty(key -> 16), updates);
        assertThat(full.size()).isEqualTo(20_000);
        assertThat(full.union(10L, 9_999L)).isEqualTo(SlotSet.range(10, 10_000));
        updates.replaceAll((key, slots) -> SlotSet.empty());
        SortedPostings<Long> none = applied(full, updates);
        assertThat(none.size()).isZero();
        assertThat(none.get(5L)).isEqualTo(SlotSet.empty());
        assertThat(none.union(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(SlotSet.empty());
    }

    @Test
    void memoryGrowsWithValuesAndIsBounded() {
        TreeMap<Long, SlotSet> updates = new TreeMap<>();
        for (long key = 0; key < 10_000; key++) {
            updates.put(key, SlotSet.of((int) key));
        }
        SortedPostings<Long> full = applied(SortedPostings.empty(key -> 16), updates);
        assertThat(full.memoryBytes()).isBetween(10_000 * 60L, 10_000 * 80L);
    }

    private static TreeMap<Long, SlotSet> updates(Random random, int reach, boolean shrinking) {
        TreeMap<Long, SlotSet> updates = new TreeMap<>();
        for (int i = random.nextInt(800); i > 0; i--) {
            boolean remove = random.nextInt(4) < (shrinking ? 3 : 1);
            updates.put(
                    (long) random.nextInt(reach),
                    remove ? SlotSet.empty() : SlotSet.of(random.nextInt(300_000)));
        }
        return updates;
    }

    private static SortedPostings<Long> applied(
            SortedPostings<Long> postings, Map<Long, SlotSet> updates) {
        return postings.with(List.copyOf(updates.keySet()), List.copyOf(updates.values()));
    }

    private static void apply(Map<Long, SlotSet> updates, Map<Long, SlotSet> target) {
        updates.forEach((key, slots) -> {
            if (slots.isEmpty()) {
                target.remove(key);
            } else {
                target.put(key, slots);
            }
        });
    }

    private static void assertSame(
            SortedPostings<Long> postings,
            TreeMap<Long, SlotSet> expected,
            Random random,
            int reach) {
        assertThat(postings.size()).isEqualTo(expected.size());
        List<Long> keys = new ArrayList<>();
        postings.forEach((key, slots) -> keys.add(key));
        assertThat(keys).isEqualTo(List.copyOf(expected.keySet()));
        long probe = random.nextInt(reach);
        assertThat(postings.get(probe)).isEqualTo(expected.getOrDefault(probe, SlotSet.empty()));
        long first = random.nextInt(reach);
        long last = first + random.nextInt(reach);
        SlotSet union =
                SlotSet.of(
                        expected.subMap(first, true, last, true).values().stream()
                                .flatMapToInt(SlotSet::stream)
                                .toArray());
        assertThat(postings.union(first, last)).isEqualTo(union);
    }
}
