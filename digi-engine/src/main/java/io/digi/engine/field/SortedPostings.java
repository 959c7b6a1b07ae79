package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/// An immutable, persistent map from values, in their order, to the slots that have them: a B+
/// tree. A group of updates copies the nodes on the ways to its values and shares the rest.
///
/// Chosen over the binary trees of libraries (pcollections' TreePMap): it has no object per entry,
/// and a node can keep the union of its sets, so that a range joins few large sets instead of one
/// set per value.
final class SortedPostings<K extends Comparable<K>> implements ValuePostings<K> {
    private final PostingNode<K> root;

    private SortedPostings(PostingNode<K> root) {
        this.root = root;
    }

    /// An empty map; `keyBytes` estimates the heap that a value holds.
    static <K extends Comparable<K>> SortedPostings<K> empty(ToLongFunction<K> keyBytes) {
        return new SortedPostings<>(new PostingLeaf<>(List.of(), List.of(), keyBytes));
    }

    /// An empty map of the same values.
    SortedPostings<K> emptied() {
        return empty(root.keyBytes());
    }

    /// An estimate of the heap that a value holds.
    long keyBytes(K key) {
        return root.keyBytes().applyAsLong(key);
    }

    @Override
    public SlotSet get(K key) {
        return root.get(key);
    }

    @Override
    public SlotSet union(K first, K last) {
        SlotSetEditor slots = SlotSet.empty().edit();
        root.collect(first, last, slots);
        return slots.build();
    }

    @Override
    public int countBetween(K first, K last) {
        return root.countBetween(first, last);
    }

    @Override
    public void forEachBetween(K first, K last, BiConsumer<K, SlotSet> visitor) {
        root.visitBetween(first, last, visitor);
    }

    /// The map with other sets for some values. `keys` ascend strictly; an empty set removes.
    SortedPostings<K> with(List<K> keys, List<SlotSet> sets) {
        if (keys.isEmpty()) {
            return this;
        }
        List<PostingNode<K>> nodes = root.with(keys, sets);
        if (nodes.isEmpty()) {
            return empty(root.keyBytes());
        }
        while (nodes.size() > 1) {
            nodes = PostingInner.group(nodes);
        }
        PostingNode<K> top = nodes.getFirst();
        while (top instanceof PostingInner<K> inner && inner.size() == 1) {
            top = inner.child(0);
        }
        return new SortedPostings<>(top);
    }

    @Override
    public void forEachWhile(BiPredicate<K, SlotSet> visitor) {
        root.visit(visitor);
    }

    @Override
    public int size() {
        return root.entryCount();
    }

    @Override
    public long memoryBytes() {
        return root.memoryBytes();
    }

    /// Cuts `count` items into the fewest parts of at most `partMax`, all of about one size, and
    /// returns where each begins.
    static List<Integer> cuts(int count, int partMax) {
        int parts = (count + partMax - 1) / partMax;
        List<Integer> starts = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            starts.add((int) ((long) count * i / parts));
        }
        return starts;
    }
}
