package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/// Nodes of the level below, by ascending values; never none.
final class PostingInner<K extends Comparable<K>> extends PostingNode<K> {
    private static final int SIZE_MAX = 64;

    private final List<K> firsts;
    private final List<PostingNode<K>> children;
    private final int entryCount;
    private final long entryBytes;

    private PostingInner(List<PostingNode<K>> children) {
        this.children = List.copyOf(children);
        this.firsts = children.stream().map(PostingNode::first).toList();
        this.entryCount = children.stream().mapToInt(PostingNode::entryCount).sum();
        this.entryBytes =
                120
                        + 8L * children.size()
                        + children.stream().mapToLong(PostingNode::entryBytes).sum();
    }

    /// Nodes of the level above over all these.
    static <K extends Comparable<K>> List<PostingNode<K>> group(List<PostingNode<K>> nodes) {
        List<Integer> starts = SortedPostings.cuts(nodes.size(), SIZE_MAX);
        List<PostingNode<K>> inners = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : nodes.size();
            inners.add(new PostingInner<>(nodes.subList(starts.get(i), end)));
        }
        return inners;
    }

    PostingNode<K> child(int index) {
        return children.get(index);
    }

    @Override
    SlotSet get(K key) {
        return children.get(indexFor(key)).get(key);
    }

    /// The child whose range has `key`; the first one also stands for all before it.
    private int indexFor(K key) {
        int index = Collections.binarySearch(firsts, key);
        return index >= 0 ? index : Math.max(0, -2 - index);
    }

    @Override
    K first() {
        return firsts.getFirst();
    }

    @Override
    K last() {
        return children.getLast().last();
    }

    @Override
    int size() {
        return children.size();
    }

    @Override
    int entryCount() {
        return entryCount;
    }

    @Override
    void collect(K first, K last, SlotSetEditor slots) {
        for (int i = indexFor(first); i < children.size(); i++) {
            if (firsts.get(i).compareTo(last) > 0) {
                return;
            }
            PostingNode<K> child = children.get(i);
            if (child.isWithin(first, last)) {
                slots.addAll(child.union());
            } else {
                child.collect(first, last, slots);
            }
        }
    }

    @Override
    int countBetween(K first, K last) {
        int count = 0;
        for (int i = indexFor(first); i < children.size(); i++) {
            if (firsts.get(i).compareTo(last) > 0) {
                break;
            }
            PostingNode<K> child = children.get(i);
            count +=
                    child.isWithin(first, last)
                            ? child.entryCount()
                            : child.countBetween(first, last);
        }
        return count;
    }

    @Override
    void visitBetween(K first, K last, BiConsumer<K, SlotSet> visitor) {
        for (int i = indexFor(first); i < children.size(); i++) {
            if (firsts.get(i).compareTo(last) > 0) {
                return;
            }
            children.get(i).visitBetween(first, last, visitor);
        }
    }

    @Override
    List<PostingNode<K>> with(List<K> keys, List<SlotSet> sets) {
        List<PostingNode<K>> changed = new ArrayList<>(children.size() + 1);
        int start = 0;
        for (int i = 0; i < children.size(); i++) {
            int end = start;
            while (end < keys.size() && belongsTo(i, keys.get(end))) {
                end++;
            }
            if (start == end) {
                append(changed, children.get(i));
            } else {
                children.get(i)
                        .with(keys.subList(start, end), sets.subList(start, end))
                        .forEach(node -> append(changed, node));
            }
            start = end;
        }
        return group(changed);
    }

    private boolean belongsTo(int index, K key) {
        return index + 1 == children.size() || key.compareTo(firsts.get(index + 1)) < 0;
    }

    /// Adds a node; small ones that become neighbours are joined.
    private void append(List<PostingNode<K>> nodes, PostingNode<K> node) {
        PostingNode<K> before = nodes.isEmpty() ? node : nodes.getLast();
        if (nodes.isEmpty()) {
            nodes.add(node);
        } else if (before instanceof PostingLeaf<K> a
                && node instanceof PostingLeaf<K> b
                && a.fits(b)) {
            nodes.set(nodes.size() - 1, a.joined(b));
        } else if (before instanceof PostingInner<K> a
                && node instanceof PostingInner<K> b
                && a.size() + b.size() <= SIZE_MAX / 2) {
            nodes.set(nodes.size() - 1, a.joined(b));
        } else {
            nodes.add(node);
        }
    }

    private PostingInner<K> joined(PostingInner<K> next) {
        List<PostingNode<K>> all = new ArrayList<>(children);
        all.addAll(next.children);
        return new PostingInner<>(all);
    }

    @Override
    boolean visit(BiPredicate<K, SlotSet> visitor) {
        return children.stream().allMatch(child -> child.visit(visitor));
    }

    @Override
    ToLongFunction<K> keyBytes() {
        return children.getFirst().keyBytes();
    }

    @Override
    long entryBytes() {
        return entryBytes;
    }

    @Override
    long unionBytesBelow() {
        return children.stream().mapToLong(PostingNode::unionBytes).sum();
    }

    @Override
    void addAllTo(SlotSetEditor slots) {
        children.forEach(child -> slots.addAll(child.union()));
    }
}
