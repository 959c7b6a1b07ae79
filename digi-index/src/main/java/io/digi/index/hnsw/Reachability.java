package io.digi.index.hnsw;

import java.util.Arrays;

/// Makes every linked node reachable from the entry point by links of level 0.
///
/// Choosing links for nearness and direction leaves some nodes without a link to them: copies of
/// one vector, of which each knows a few others only; nodes far from all others; with the dot
/// product, short vectors, which nobody's nearest are. Searches would never find them.
///
/// All nodes that can be reached are met by going breadth first; the link by which each was met
/// makes them a tree. A node that was not met has neighbours of its own, to which it is near: one
/// that was met gets a link to it, in the place of the last link of its row that is not of the
/// tree. So nothing that was met is lost. One thread, and no addition or removal meanwhile;
/// searches go on.
final class Reachability {
    private static final int NOBODY = -1;

    private final GraphLinks links;
    private final Insertion insertion;
    private final Candidates nearest;
    private final int[] row;

    /// By which node each was met; the entry point by itself.
    private final int[] parents;

    private final int[] order;
    private int next;
    private int end;

    /// @param insertion finds neighbours
    Reachability(GraphLinks links, Insertion insertion, BuildCodes codes) {
        this.links = links;
        this.insertion = insertion;
        this.nearest = new Candidates(codes.newNodeScorer());
        this.row = new int[links.linkCountMax(0)];
        this.parents = new int[links.nodeCount()];
        this.order = new int[parents.length];
        Arrays.fill(parents, NOBODY);
    }

    void connectAll() {
        if (GraphLinks.levelOf(links.entry()) < 0) {
            return;
        }
        int entry = GraphLinks.nodeOf(links.entry());
        meet(entry, entry);
        spread();
        int[] missed = missed();
        for (int left = missed.length + 1; missed.length < left; missed = missed()) {
            left = missed.length;
            for (int node : missed) {
                connect(node, links.read(node, 0, row), row);
            }
        }
        for (int node : missed) {
            nearest.clear();
            insertion.collectNearest(node, 0, nearest);
            connect(node, nearest.count(), nearest.nodes());
        }
    }

    private int[] missed() {
        int[] missed = new int[16];
        int count = 0;
        for (int node = 0; node < parents.length; node++) {
            if (parents[node] == NOBODY && links.isLinked(node)) {
                if (count == missed.length) {
                    missed = Arrays.copyOf(missed, 2 * count);
                }
                missed[count++] = node;
            }
        }
        return Arrays.copyOf(missed, count);
    }

    /// Lets the first of some nodes that was met and can, link to `node`, unless that was met.
    private void connect(int node, int count, int[] neighbors) {
        int[] others = Arrays.copyOf(neighbors, count);
        for (int other : others) {
            if (parents[node] != NOBODY) {
                return;
            }
            if (other < parents.length && parents[other] != NOBODY && addLink(other, node)) {
                meet(node, other);
                spread();
            }
        }
    }

    /// Returns false if all links of `from` are of the tree.
    private boolean addLink(int from, int to) {
        int count = links.read(from, 0, row);
        if (count < row.length) {
            links.append(from, 0, count, to);
            return true;
        }
        for (int i = count - 1; i >= 0; i--) {
            if (row[i] >= parents.length || parents[row[i]] != from) {
                row[i] = to;
                links.write(from, 0, row, count);
                return true;
            }
        }
        return false;
    }

    private void spread() {
        while (next < end) {
            int node = order[next++];
            int count = links.read(node, 0, row);
            for (int i = 0; i < count; i++) {
                meet(row[i], node);
            }
        }
    }

    private void meet(int node, int from) {
        if (node < parents.length && parents[node] == NOBODY && links.isLinked(node)) {
            parents[node] = from;
            order[end++] = node;
        }
    }
}
