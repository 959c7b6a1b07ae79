package io.digi.index.hnsw;

import java.util.Arrays;

/// Nodes that a filtered search has yet to expand, results or not. One thread.
///
/// A binary heap, the best entry first. It grows to [#CAPACITY_MAX]; beyond, the later half of its
/// array is forgotten: no entry of it is better than the one above it, and what is left is a heap.
final class Frontier {
    static final int CAPACITY_MAX = 1 << 16;

    private long[] entries = new long[256];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long best() {
        return entries[0];
    }

    /// Takes the best entry out.
    long pop() {
        long best = entries[0];
        size--;
        if (size > 0) {
            sink(entries[size]);
        }
        return best;
    }

    private void sink(long entry) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && entries[child + 1] < entries[child]) {
                child++;
            }
            if (entries[child] >= entry) {
                break;
            }
            entries[at] = entries[child];
            at = child;
            child = 2 * at + 1;
        }
        entries[at] = entry;
    }

    void add(long entry) {
        makePlace();
        int at = size++;
        while (at > 0 && entry < entries[(at - 1) >>> 1]) {
            entries[at] = entries[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        entries[at] = entry;
    }

    private void makePlace() {
        if (size == CAPACITY_MAX) {
            size /= 2;
        } else if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
    }
}
