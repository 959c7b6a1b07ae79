package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/// Values and their sets.
final class PostingLeaf<K extends Comparable<K>> extends PostingNode<K> {
    private static final int SIZE_MAX = 64;

    private final List<K> keys;
    private final List<SlotSet> sets;
    private final ToLongFunction<K> keyBytes;
    private final long entryBytes;

    PostingLeaf(List<K> keys, List<SlotSet> sets, ToLongFunction<K> keyBytes) {
        this.keys = List.copyOf(keys);
        this.sets = List.copyOf(sets);
        this.keyBytes = keyBytes;
        long bytes = 120 + 8L * keys.size();
        for (int i = 0; i < keys.size(); i++) {
            bytes += keyBytes.applyAsLong(keys.get(i)) + sets.get(i).memoryBytes();
        }
        this.entryBytes = bytes;
    }

    @Override
    SlotSet get(K key) {
        int index = Collections.binarySearch(keys, key);
        return index >= 0 ? sets.get(index) : SlotSet.empty();
    }

    @Override
    K first() {
        return keys.getFirst();
    }

    @Override
    K last() {
        return keys.getLast();
    }

    @Override
    int size() {
        return keys.size();
    }

    @Override
    int entryCount() {
        return keys.size();
    }

    @Override
    void collect(K first, K last, SlotSetEditor slots) {
        for (int i = lowerBound(first); i < keys.size(); i++) {
            if (keys.get(i).compareTo(last) > 0) {
                return;
            }
            slots.addAll(sets.get(i));
        }
    }

    @Override
    int countBetween(K first, K last) {
        return Math.max(0, upperBound(last) - lowerBound(first));
    }

    @Override
    void visitBetween(K first, K last, BiConsumer<K, SlotSet> visitor) {
        int end = upperBound(last);
        for (int i = lowerBound(first); i < end; i++) {
            visitor.accept(keys.get(i), sets.get(i));
        }
    }

    private int upperBound(K key) {
        int index = Collections.binarySearch(keys, key);
        return index >= 0 ? index + 1 : -1 - index;
    }

    private int lowerBound(K key) {
        int index = Collections.binarySearch(keys, key);
        return index >= 0 ? index : -1 - index;
    }

    @Override
    List<PostingNode<K>> with(List<K> changedKeys, List<SlotSet> changedSets) {
        List<K> newKeys = new ArrayList<>(keys.size() + changedKeys.size());
        List<SlotSet> newSets = new ArrayList<>(keys.size() + changedKeys.size());
        int i = 0;
        for (int j = 0; j < changedKeys.size(); j++) {
            // Most of a leaf stays: it is copied in stretches.
            int found = Collections.binarySearch(keys, changedKeys.get(j));
            int place = found >= 0 ? found : -1 - found;
            newKeys.addAll(keys.subList(i, place));
            newSets.addAll(sets.subList(i, place));
            i = found >= 0 ? place + 1 : place;
            if (!changedSets.get(j).isEmpty()) {
                newKeys.add(changedKeys.get(j));
                newSets.add(changedSets.get(j));
            }
        }
        newKeys.addAll(keys.subList(i, keys.size()));
        newSets.addAll(sets.subList(i, sets.size()));
        return cut(newKeys, newSets, keyBytes);
    }

    private static <K extends Comparable<K>> List<PostingNode<K>> cut(
            List<K> keys, List<SlotSet> sets, ToLongFunction<K> keyBytes) {
        List<Integer> starts = SortedPostings.cuts(keys.size(), SIZE_MAX);
        List<PostingNode<K>> leaves = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1) : keys.size();
            leaves.add(
                    new PostingLeaf<>(
                            keys.subList(start, end), sets.subList(start, end), keyBytes));
        }
        return leaves;
    }

    /// Whether it and its neighbour are small enough to be one.
    boolean fits(PostingLeaf<K> next) {
        return size() + next.size() <= SIZE_MAX / 2;
    }

    /// This and its neighbour in one.
    PostingLeaf<K> joined(PostingLeaf<K> next) {
        List<K> allKeys = new ArrayList<>(keys);
        allKeys.addAll(next.keys);
        List<SlotSet> allSets = new ArrayList<>(sets);
        allSets.addAll(next.sets);
        return new PostingLeaf<>(allKeys, allSets, keyBytes);
    }

    @Override
    boolean visit(BiPredicate<K, SlotSet> visitor) {
        for (int i = 0; i < keys.size(); i++) {
            if (!visitor.test(keys.get(i), sets.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    ToLongFunction<K> keyBytes() {
        return keyBytes;
    }

    @Override
    long entryBytes() {
        return entryBytes;
    }

    @Override
    long unionBytesBelow() {
        return 0;
    }

    @Override
    void addAllTo(SlotSetEditor slots) {
        sets.forEach(slots::addAll);
    }
}
