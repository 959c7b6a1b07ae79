package io.digi.index.hnsw;

import io.digi.index.codes.NodeScorer;

/// Best-first search across level 0 for results of a [NodeSet], in the two manners of
/// [GraphFilter]. What is yet to expand and what is a result are two things here. One thread.
///
/// A search ends when the best node that was not expanded is worse than all `ef` results, or when
/// it has expanded [#STEPS_MIN] nodes and [#STEPS_PER_RESULT] for each of the `ef`: where so few
/// nodes are accepted, the caller looks at all of them at less cost.
final class FilteredWalk {
    static final int STEPS_MIN = 4_096;
    static final int STEPS_PER_RESULT = 16;
    private static final int BRIDGE_MAX = 1_024;

    /// So many nodes around a place say what it is like there.
    private static final int PROBED = 256;

    private final GraphLinks links;
    private final int linkCountMax;
    private final Visited visited = new Visited();
    private final Frontier frontier = new Frontier();
    private final Pool results = new Pool();
    private final RowLoader rows;
    private final int[] gathered;
    private final float[] scores;

    /// Of the node under expansion.
    private final int[] neighbors;

    /// Rejected nodes for the case that there is no other way on.
    private final int[] bridges = new int[BRIDGE_MAX];

    private int bridgeCount;
    private long stepsLeft;

    FilteredWalk(GraphLinks links) {
        this.links = links;
        this.linkCountMax = links.linkCountMax(0);
        this.rows = new RowLoader(linkCountMax, links.bottom().rowBytes());
        this.gathered = new int[2 * linkCountMax];
        this.scores = new float[Math.max(BRIDGE_MAX, 2 * linkCountMax)];
        this.neighbors = new int[linkCountMax];
    }

    /// Walks through all nodes; only accepted ones become results.
    Pool through(NodeScorer scorer, long start, int ef, NodeSet accepted) {
        begin(start, ef, accepted);
        while (hasWay()) {
            stepsLeft--;
            int count = gather(Entries.node(frontier.pop()));
            scorer.prefetch(gathered, count);
            scorer.score(gathered, count, scores);
            for (int i = 0; i < count; i++) {
                if (scores[i] >= results.bar()) {
                    long entry = Entries.of(gathered[i], scores[i]);
                    frontier.add(entry);
                    if (accepted.contains(gathered[i])) {
                        results.add(entry);
                    }
                }
            }
        }
        return results;
    }

    /// Walks over accepted nodes only, and looks through rejected ones at their neighbours. Where
    /// that comes to an end before there are `ef` results, rejected nodes are walked over after
    /// all.
    Pool around(NodeScorer scorer, long start, int ef, NodeSet accepted) {
        begin(start, ef, accepted);
        bridgeCount = 0;
        do {
            while (hasWay()) {
                stepsLeft--;
                int count = gatherAccepted(Entries.node(frontier.pop()), accepted);
                scorer.prefetch(gathered, count);
                scorer.score(gathered, count, scores);
                for (int i = 0; i < count; i++) {
                    if (scores[i] >= results.bar()) {
                        long entry = Entries.of(gathered[i], scores[i]);
                        frontier.add(entry);
                        results.add(entry);
                    }
                }
            }
        } while (stepsLeft > 0 && !results.isFull() && crossBridges(scorer));
        return results;
    }

    /// The part of the nodes around `start` that is accepted, from 0 to 1.
    float shareAround(int start, NodeSet accepted) {
        visited.clear(links.bottom().capacity());
        visited.mark(start);
        int own = visited.gather(links.bottom().addressOf(start), linkCountMax, neighbors);
        int met = own;
        int among = countOf(accepted, neighbors, own);
        for (int i = 0; i < own && met < PROBED; i++) {
            int count =
                    visited.gather(links.bottom().addressOf(neighbors[i]), linkCountMax, gathered);
            among += countOf(accepted, gathered, count);
            met += count;
        }
        return met == 0 ? 1 : (float) among / met;
    }

    private static int countOf(NodeSet accepted, int[] nodes, int count) {
        int among = 0;
        for (int i = 0; i < count; i++) {
            among += accepted.contains(nodes[i]) ? 1 : 0;
        }
        return among;
    }

    private void begin(long start, int ef, NodeSet accepted) {
        visited.clear(links.bottom().capacity());
        visited.mark(Entries.node(start));
        stepsLeft = STEPS_MIN + (long) STEPS_PER_RESULT * ef;
        frontier.clear();
        frontier.add(start);
        results.clear(ef);
        if (accepted.contains(Entries.node(start))) {
            results.add(start);
        }
    }

    private boolean hasWay() {
        return stepsLeft > 0
                && !frontier.isEmpty()
                && !(results.isFull() && frontier.best() > results.entry(results.size() - 1));
    }

    private int gather(int node) {
        return visited.gather(links.bottom().addressOf(node), linkCountMax, gathered);
    }

    private int gatherAccepted(int node, NodeSet accepted) {
        int met = visited.gather(links.bottom().addressOf(node), linkCountMax, neighbors);
        int count = 0;
        int rejected = 0;
        for (int i = 0; i < met; i++) {
            if (accepted.contains(neighbors[i])) {
                gathered[count++] = neighbors[i];
            } else {
                neighbors[rejected++] = neighbors[i];
            }
        }
        loadRows(rejected);
        for (int i = 0; i < rejected; i++) {
            bridges[bridgeCount++ & BRIDGE_MAX - 1] = neighbors[i];
            if (count < linkCountMax) {
                long address = links.bottom().addressOf(neighbors[i]);
                count = visited.gather(address, linkCountMax, accepted, gathered, count);
            }
        }
        return count;
    }

    private void loadRows(int rejected) {
        for (int i = 0; i < rejected; i++) {
            rows.add(links.bottom().addressOf(neighbors[i]));
        }
        rows.load();
    }

    /// Puts the rejected nodes of late on the frontier; returns whether there were any.
    private boolean crossBridges(NodeScorer scorer) {
        int count = Math.min(bridgeCount, BRIDGE_MAX);
        bridgeCount = 0;
        scorer.prefetch(bridges, count);
        scorer.score(bridges, count, scores);
        for (int i = 0; i < count; i++) {
            frontier.add(Entries.of(bridges[i], scores[i]));
        }
        return count > 0;
    }
}
