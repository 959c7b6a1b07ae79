package io.digi.index.hnsw;

import java.util.BitSet;

/// What links of level 0 lead to from the entry point. Its own walk, as it judges that of the
/// graph.
final class Reached {
    private Reached() {}

    static BitSet from(VectorGraph graph) {
        BitSet met = new BitSet();
        int[] queue = new int[graph.nodeCount()];
        int[] row = new int[graph.settings().linkCountMax(0)];
        int end = 0;
        queue[end++] = GraphLinks.nodeOf(graph.links().entry());
        met.set(queue[0]);
        for (int next = 0; next < end; next++) {
            int count = graph.links().read(queue[next], 0, row);
            for (int i = 0; i < count; i++) {
                if (graph.contains(row[i]) && !met.get(row[i])) {
                    met.set(row[i]);
                    queue[end++] = row[i];
                }
            }
        }
        return met;
    }
}
