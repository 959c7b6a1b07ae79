package io.digi.index.hnsw;

import java.util.Arrays;

/// Nodes that a filtered search has yet to expand, results or not. One thread.
///
/// A sorted array with the best entry last, so that taking it moves nothing. It grows to
/// [#CAPACITY_MAX]; beyond, the worse half is forgotten.
final class Frontier {
    static final int CAPACITY_MAX = 1 << 14;

    private long[] entries = new long[256];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long best() {
        return entries[size - 1];
    }

    /// Takes the best entry out.
    long pop() {
        return entries[--size];
    }

    void add(long entry) {
        makePlace();
        int at = countWorse(entry);
        System.arraycopy(entries, at, entries, at + 1, size - at);
        entries[at] = entry;
        size++;
    }

    private void makePlace() {
        if (size < entries.length) {
            return;
        }
        if (size < CAPACITY_MAX) {
            entries = Arrays.copyOf(entries, 2 * size);
        } else {
            int kept = size / 2;
            System.arraycopy(entries, size - kept, entries, 0, kept);
            size = kept;
        }
    }

    private int countWorse(long entry) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries[middle] > entry) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
