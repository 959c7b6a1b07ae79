package io.digi.index.hnsw;

import java.util.Arrays;

/// Nodes by their distance, in links of level 0, from the entry point; then those that cannot be
/// reached from there, each followed by what it reaches.
final class BreadthFirst {
    private final GraphLinks links;
    private final Visited met = new Visited();
    private final int[] row;
    private final int[] order;
    private int end;

    private BreadthFirst(GraphLinks links) {
        this.links = links;
        this.row = new int[links.linkCountMax(0)];
        this.order = new int[links.nodeCount()];
        met.clear(order.length);
    }

    static int[] order(GraphLinks links) {
        BreadthFirst walk = new BreadthFirst(links);
        if (GraphLinks.levelOf(links.entry()) >= 0) {
            walk.addAllFrom(GraphLinks.nodeOf(links.entry()));
        }
        for (int node = 0; node < walk.order.length; node++) {
            walk.addAllFrom(node);
        }
        return Arrays.copyOf(walk.order, walk.end);
    }

    private void addAllFrom(int start) {
        int next = end;
        add(start);
        while (next < end) {
            int count = links.read(order[next++], 0, row);
            for (int i = 0; i < count; i++) {
                add(row[i]);
            }
        }
    }

    private void add(int node) {
        if (node < order.length && links.isLinked(node) && met.mark(node)) {
            order[end++] = node;
        }
    }
}
