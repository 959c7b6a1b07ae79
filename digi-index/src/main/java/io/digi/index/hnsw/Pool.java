package io.digi.index.hnsw;

/// The best nodes that a search has met, at most `capacity`, the best first, and which of them it
/// has yet to expand: candidates and results in one. One thread.
///
/// One sorted array of [Entries] instead of two heaps: up to capacities of some hundred, moving
/// entries is one copy within the first-level cache, and the result is sorted at the end. The
/// binary search compiles to conditional moves; its branches could not be predicted.
final class Pool {
    private long[] entries = new long[64];
    private int capacity;
    private int size;
    private int next;
    private float bar;

    void clear(int newCapacity) {
        if (entries.length < newCapacity) {
            entries = new long[newCapacity];
        }
        capacity = newCapacity;
        size = 0;
        next = 0;
        bar = Float.NEGATIVE_INFINITY;
    }

    /// Takes the first `count` of some sorted entries over, at most `newCapacity`.
    void fill(long[] sorted, int count, int newCapacity) {
        clear(newCapacity);
        System.arraycopy(sorted, 0, entries, 0, count);
        size = count;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /// A score below this one cannot get in.
    float bar() {
        return bar;
    }

    long entry(int rank) {
        return entries[rank];
    }

    int node(int rank) {
        return Entries.node(entries[rank]);
    }

    float score(int rank) {
        return Entries.score(entries[rank]);
    }

    boolean hasNext() {
        return next < size;
    }

    /// The best node that was not expanded; it counts as expanded now.
    int next() {
        long entry = entries[next];
        entries[next] = entry | Entries.EXPANDED;
        next = afterNext();
        return Entries.node(entry);
    }

    /// The node that [#next()] would give now; -1 if none.
    int peek() {
        return next < size ? Entries.node(entries[next]) : -1;
    }

    /// The node that would come after it; -1 if none.
    int peekSecond() {
        int at = afterNext();
        return at < size ? Entries.node(entries[at]) : -1;
    }

    private int afterNext() {
        int at = next + 1;
        while (at < size && (entries[at] & Entries.EXPANDED) != 0) {
            at++;
        }
        return at;
    }

    /// Takes those of the nodes in whose score reaches the bar. A score of NaN never does.
    void addAll(int[] nodes, float[] scores, int count) {
        for (int i = 0; i < count; i++) {
            if (scores[i] >= bar) {
                add(Entries.of(nodes[i], scores[i]));
            }
        }
    }

    void add(long entry) {
        int last = size;
        if (last == capacity) {
            if (last == 0 || entry >= entries[last - 1]) {
                return;
            }
            last--;
        } else {
            size++;
        }
        int at = rankOf(entry, last);
        System.arraycopy(entries, at, entries, at + 1, last - at);
        entries[at] = entry;
        if (at < next) {
            next = at;
        }
        if (size == capacity) {
            bar = Entries.score(entries[size - 1]);
        }
    }

    /// How many of the first `count` entries are smaller.
    private int rankOf(long entry, int count) {
        int low = 0;
        int length = count;
        while (length > 1) {
            int half = length >>> 1;
            low += entries[low + half - 1] < entry ? half : 0;
            length -= half;
        }
        return low + (length > 0 && entries[low] < entry ? 1 : 0);
    }
}
