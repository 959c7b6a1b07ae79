package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/// A map from values, in their order, to the slots that have them: in memory, or in a file.
/// Immutable, for any thread.
sealed interface ValuePostings<K extends Comparable<K>> permits SortedPostings, StoredPostings {
    /// The slots that have `key`.
    SlotSet get(K key);

    /// The slots that have a value from `first` to `last`, both included.
    SlotSet union(K first, K last);

    /// How many values there are from `first` to `last`, both included.
    int countBetween(K first, K last);

    /// Visits the values from `first` to `last`, both included, ascending.
    void forEachBetween(K first, K last, BiConsumer<K, SlotSet> visitor);

    /// Visits the values, ascending, until `visitor` says false.
    void forEachWhile(BiPredicate<K, SlotSet> visitor);

    /// Visits the values, ascending.
    default void forEach(BiConsumer<K, SlotSet> visitor) {
        forEachWhile((key, slots) -> {
            visitor.accept(key, slots);
            return true;
        });
    }

    /// How many values there are.
    int size();

    /// An estimate of the heap that they hold.
    long memoryBytes();
}
