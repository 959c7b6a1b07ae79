package io.digi.index.hnsw;

import java.util.Arrays;

/// The best of many [Entries] that come in any order. One thread; nothing is allocated once the
/// array has grown.
///
/// Whatever may still be among the best is appended; only when the array is full is it sorted and
/// cut. A [Pool], which is in order all the time, would cost a scan more than the scores.
final class BestEntries {
    private static final int FIRST_CAPACITY = 512;

    /// So many more than are wanted are taken in before they are sorted.
    private static final int ROOM_MIN = 256;

    private long[] entries = {};
    private int wanted;
    private int size;
    private float bar;

    void clear(int newWanted) {
        wanted = newWanted;
        size = 0;
        bar = Float.NEGATIVE_INFINITY;
    }

    /// Takes those of the nodes in whose scores reach the bar. A score of NaN never does.
    void addAll(int[] nodes, float[] scores, int count) {
        while (size + count > entries.length) {
            makeRoom(count);
        }
        for (int i = 0; i < count; i++) {
            if (scores[i] >= bar) {
                entries[size++] = Entries.of(nodes[i], scores[i]);
            }
        }
    }

    private void makeRoom(int count) {
        if (entries.length < wanted + (long) Math.max(Math.max(wanted, ROOM_MIN), count)) {
            entries = Arrays.copyOf(entries, Math.max(FIRST_CAPACITY, 2 * entries.length));
        } else {
            cut();
        }
    }

    private void cut() {
        Arrays.sort(entries, 0, size);
        if (size >= wanted) {
            size = wanted;
            bar = Entries.score(entries[size - 1]);
        }
    }

    /// Puts the best, in their order, in the place of what `pool` holds.
    void moveTo(Pool pool) {
        cut();
        pool.fill(entries, size, wanted);
    }
}
