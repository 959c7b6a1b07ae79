package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A node of [SortedPostings]. Immutable but for the union of its sets, which is computed when a
/// range first covers the node.
abstract sealed class PostingNode<K extends Comparable<K>> permits PostingLeaf, PostingInner {
    private volatile @Nullable SlotSet union;

    abstract SlotSet get(K key);

    abstract K first();

    abstract K last();

    /// Its keys, or its children.
    abstract int size();

    abstract int entryCount();

    /// Adds the slots of the values from `first` to `last` to `slots`.
    abstract void collect(K first, K last, SlotSetEditor slots);

    /// How many values there are from `first` to `last`.
    abstract int countBetween(K first, K last);

    /// Visits the values from `first` to `last`, ascending.
    abstract void visitBetween(K first, K last, BiConsumer<K, SlotSet> visitor);

    /// The nodes of the same level that take its place after the updates; none if all is removed.
    abstract List<PostingNode<K>> with(List<K> keys, List<SlotSet> sets);

    /// Visits entries until the visitor says false; says whether it never did.
    abstract boolean visit(BiPredicate<K, SlotSet> visitor);

    abstract ToLongFunction<K> keyBytes();

    /// The heap of the node and all below, but for unions.
    abstract long entryBytes();

    abstract long unionBytesBelow();

    /// The slots of all its values.
    final SlotSet union() {
        SlotSet known = union;
        if (known == null) {
            SlotSetEditor slots = SlotSet.empty().edit();
            addAllTo(slots);
            known = slots.build();
            union = known;
        }
        return known;
    }

    abstract void addAllTo(SlotSetEditor slots);

    final long memoryBytes() {
        return entryBytes() + unionBytes();
    }

    final long unionBytes() {
        SlotSet known = union;
        return (known == null ? 0 : known.memoryBytes()) + unionBytesBelow();
    }

    final boolean isWithin(K first, K last) {
        return first.compareTo(first()) <= 0 && last().compareTo(last) <= 0;
    }
}
