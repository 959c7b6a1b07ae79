package io.digi.engine.field;

import java.util.function.ToLongFunction;

/// Immutable content of an index.
record Postings<K extends Comparable<K>>(ValuePostings<K> values, TraitSlots traits) {
    /// `keyBytes` estimates the heap that a value holds.
    static <K extends Comparable<K>> Postings<K> none(ToLongFunction<K> keyBytes) {
        return new Postings<>(SortedPostings.empty(keyBytes), TraitSlots.NONE);
    }
}
