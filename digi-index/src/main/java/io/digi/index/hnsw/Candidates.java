package io.digi.index.hnsw;

import java.util.Arrays;

/// Candidates for the links of one node, and the choice among them. One thread.
///
/// The choice is the heuristic of [1], algorithm 4: from the nearest on, a candidate is taken
/// unless one that was taken is nearer to it than the node is. So links point in all directions
/// rather than into one cluster. Each taken candidate is compared with all that are left in one
/// call, which gives the same links as comparing each candidate with all that were taken, but lets
/// the scorer work in bulk.
///
/// *Copies* of the node, which have its code, would all be taken, as none is nearer to another than
/// to the node: a row would lead nowhere but to copies, and always to the same ones. So they get a
/// quarter of a row, and which ones differs from node to node.
///
/// [1] Malkov, Yashunin, as in [GraphWalk].
final class Candidates {
    private final GraphCodes.OfNode pairs;
    private long[] entries = new long[64];
    private int[] nodes = new int[64];
    private float[] scores = new float[64];
    private int[] rest = new int[64];
    private float[] between = new float[64];
    private int count;

    /// The node that the candidates are for, and its score against itself: that of copies.
    private int center;

    private float copyScore;
    private int displaced = -1;

    /// `pairs` belongs to the candidates: it is prepared for one node after the other.
    Candidates(GraphCodes.OfNode pairs) {
        this.pairs = pairs;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    void add(int node) {
        makePlace();
        nodes[count++] = node;
    }

    /// Scores all candidates against `node` and sorts them, the nearest first.
    void sortFor(int node) {
        makePlace();
        nodes[count] = node;
        pairs.prepare(node);
        pairs.prefetch(nodes, count);
        pairs.score(nodes, count + 1, scores);
        center = node;
        copyScore = scores[count];
        for (int i = 0; i < count; i++) {
            entries[i] = Entries.of(nodes[i], scores[i]);
        }
        Arrays.sort(entries, 0, count);
        for (int i = 0; i < count; i++) {
            nodes[i] = Entries.node(entries[i]);
            scores[i] = Entries.score(entries[i]);
        }
    }

    /// Chooses at most `max` of the sorted candidates; they are the first ones then. Returns how
    /// many they are.
    int choose(int max) {
        return choose(max, -1);
    }

    /// The same, but if `favored` is a copy of the node, it takes the place of another copy, which
    /// is [#displaced()].
    int choose(int max, int favored) {
        dropCopies(Math.max(1, max / 4), favored);
        int chosen = 0;
        int left = count;
        while (chosen < left && chosen < max) {
            chosen++;
            left = chosen < max ? dropDominated(chosen, left) : left;
        }
        count = chosen;
        return chosen;
    }

    /// A copy that had to go for the favoured one at the last choice; -1 if there was none.
    int displaced() {
        return displaced;
    }

    /// Copies have equal scores, so they stand side by side.
    private void dropCopies(int max, int favored) {
        displaced = -1;
        int from = 0;
        while (from < count && scores[from] != copyScore) {
            from++;
        }
        int end = from;
        while (end < count && scores[end] == copyScore) {
            int rank = nodes[end] == favored ? Integer.MIN_VALUE : rankOf(nodes[end]);
            entries[end] = (long) rank << 32 | nodes[end];
            end++;
        }
        if (end - from <= max) {
            return;
        }
        Arrays.sort(entries, from, end);
        for (int i = 0; i < max; i++) {
            nodes[from + i] = (int) entries[from + i];
        }
        displaced = (int) entries[from] == favored ? (int) entries[from + max] : -1;
        int kept = from + max;
        System.arraycopy(nodes, end, nodes, kept, count - end);
        System.arraycopy(scores, end, scores, kept, count - end);
        count -= end - kept;
    }

    /// Of a copy among the others: another one at each node, and above the least.
    private int rankOf(int node) {
        int mixed = ((center * 0x9e37_79b9) ^ node) * 0x85eb_ca6b;
        return ((mixed ^ (mixed >>> 15)) * 0xc2b2_ae35) >>> 1;
    }

    /// Drops those of the candidates `[from, end)` that candidate `from - 1` is nearer to than the
    /// node is; returns the new end.
    private int dropDominated(int from, int end) {
        int left = end - from;
        if (left == 0) {
            return end;
        }
        System.arraycopy(nodes, from, rest, 0, left);
        pairs.prepare(nodes[from - 1]);
        pairs.score(rest, left, between);
        int kept = from;
        for (int i = 0; i < left; i++) {
            nodes[kept] = nodes[from + i];
            scores[kept] = scores[from + i];
            kept += between[i] > scores[from + i] ? 0 : 1;
        }
        return kept;
    }

    int node(int rank) {
        return nodes[rank];
    }

    /// The nodes, as many as [#count()]; not to be changed.
    int[] nodes() {
        return nodes;
    }

    private void makePlace() {
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
            scores = Arrays.copyOf(scores, 2 * count);
            entries = new long[2 * count];
            between = new float[2 * count];
            rest = new int[2 * count];
        }
    }
}
