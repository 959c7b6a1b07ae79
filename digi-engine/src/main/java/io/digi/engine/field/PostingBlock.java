package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

/// Some values of a file, ascending, and their sets.
record PostingBlock<K extends Comparable<K>>(List<K> keys, List<SlotSet> sets) {
    PostingBlock {
        keys = List.copyOf(keys);
        sets = List.copyOf(sets);
    }

    static <K extends Comparable<K>> PostingBlock<K> read(
            ByteReader in, int count, PostingIndex<K> shape) {
        List<K> keys = new ArrayList<>(Math.min(count, in.remaining()));
        List<SlotSet> sets = new ArrayList<>(Math.min(count, in.remaining()));
        for (int i = 0; i < count; i++) {
            keys.add(shape.readValue(in));
            sets.add(SlotSet.readFrom(in));
        }
        in.expectEnd();
        return new PostingBlock<>(keys, sets);
    }

    SlotSet get(K key) {
        int index = Collections.binarySearch(keys, key);
        return index >= 0 ? sets.get(index) : SlotSet.empty();
    }

    /// How many values are below `key`.
    int countBelow(K key) {
        int index = Collections.binarySearch(keys, key);
        return index >= 0 ? index : -1 - index;
    }

    /// How many values are not above `key`.
    int countUpTo(K key) {
        int index = Collections.binarySearch(keys, key);
        return index >= 0 ? index + 1 : -1 - index;
    }

    void collect(K first, K last, SlotSetEditor slots) {
        int end = countUpTo(last);
        for (int i = countBelow(first); i < end; i++) {
            slots.addAll(sets.get(i));
        }
    }

    /// Visits the values from index `from` below `until`, until the visitor says false; says
    /// whether it never did.
    boolean visit(int from, int until, BiPredicate<K, SlotSet> visitor) {
        for (int i = from; i < until; i++) {
            if (!visitor.test(keys.get(i), sets.get(i))) {
                return false;
            }
        }
        return true;
    }
}
