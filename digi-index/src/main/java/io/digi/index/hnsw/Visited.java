package io.digi.index.hnsw;

import static io.digi.index.hnsw.NativeRows.INT;
import static io.digi.index.hnsw.NativeRows.MEMORY;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Which nodes a search has met. One thread.
///
/// A bit for each node. Up to [#FILL_WORDS_MAX] words are cleared as a whole, which costs less than
/// keeping account; above, the words that were touched are, as long as they are few.
final class Visited {
    private static final int FILL_WORDS_MAX = 4_096;
    private static final int TOUCHED_MAX = 8_192;

    private final int[] touched = new int[TOUCHED_MAX];
    private int touchedCount;
    private long[] words = {};

    /// Forgets all nodes and makes place for those below `limit`.
    void clear(long limit) {
        int length = Math.toIntExact((limit + 63) >>> 6);
        if (words.length < length) {
            words = new long[length];
        } else if (words.length <= FILL_WORDS_MAX || touchedCount == TOUCHED_MAX) {
            Arrays.fill(words, 0);
        } else {
            for (int i = 0; i < touchedCount; i++) {
                words[touched[i]] = 0;
            }
        }
        touchedCount = 0;
    }

    /// Marks the nodes of the row at `address`, up to its end or `linkCountMax`; those that were
    /// not marked before go into `nodes`. Returns how many. Nodes beyond the limit came after the
    /// search began and are passed over.
    ///
    /// Without a branch on the bits, which could not be predicted.
    int gather(long address, int linkCountMax, int[] nodes) {
        long[] bits = words;
        int count = 0;
        for (int i = 0; i < linkCountMax; i++) {
            int node = MEMORY.get(INT, address + 4L * i);
            if (node < 0) {
                break;
            }
            int at = node >>> 6;
            if (at < bits.length) {
                nodes[count] = node;
                count += (int) (~bits[at] >>> node & 1);
                bits[at] |= 1L << node;
            }
        }
        VarHandle.acquireFence();
        touch(nodes, count);
        return count;
    }

    /// Marks only those nodes of the row that are accepted and were not marked before; they go into
    /// `nodes` from `from` on. Returns where they end.
    int gather(long address, int linkCountMax, NodeSet accepted, int[] nodes, int from) {
        int end = from;
        for (int i = 0; i < linkCountMax; i++) {
            int node = MEMORY.get(INT, address + 4L * i);
            if (node < 0) {
                break;
            }
            if (node >>> 6 < words.length && accepted.contains(node) && mark(node)) {
                nodes[end++] = node;
            }
        }
        VarHandle.acquireFence();
        return end;
    }

    /// Whether `node` is below the limit: others came later, and there is no place for their mark.
    boolean covers(int node) {
        return node >>> 6 < words.length;
    }

    boolean contains(int node) {
        return (words[node >>> 6] & 1L << node) != 0;
    }

    /// Returns whether `node` was not marked before.
    boolean mark(int node) {
        long bit = 1L << node;
        long word = words[node >>> 6];
        if ((word & bit) != 0) {
            return false;
        }
        words[node >>> 6] = word | bit;
        touch(node);
        return true;
    }

    private void touch(int[] nodes, int count) {
        if (words.length > FILL_WORDS_MAX) {
            for (int i = 0; i < count; i++) {
                touch(nodes[i]);
            }
        }
    }

    private void touch(int node) {
        if (touchedCount < TOUCHED_MAX) {
            touched[touchedCount++] = node >>> 6;
        }
    }
}
