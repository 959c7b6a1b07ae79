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
/// [1] Malkov, Yashunin, as in [GraphWalk].
final class Candidates {
    private final GraphCodes.OfNode pairs;
    private long[] entries = new long[64];
    private int[] nodes = new int[64];
    private float[] scores = new float[64];
    private int[] rest = new int[64];
    private float[] between = new float[64];
    private int count;

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
        pairs.prepare(node);
        pairs.prefetch(nodes, count);
        pairs.score(nodes, count, scores);
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
        int chosen = 0;
        int left = count;
        while (chosen < left && chosen < max) {
            chosen++;
            left = chosen < max ? dropDominated(chosen, left) : left;
        }
        count = chosen;
        return chosen;
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
