package io.digi.index.hnsw;

import java.util.concurrent.locks.ReentrantLock;

/// Closes the gaps that removed nodes leave: a node that had links to them gets links to what lay
/// behind them, chosen anew together with the links that it keeps. One thread.
///
/// A removed node keeps its own rows, so that searches that stand on it go on.
final class Repair {
    private final GraphLinks links;
    private final NodeLocks locks;
    private final Insertion insertion;
    private final Candidates candidates;
    private final Visited met = new Visited();
    private final int[] row;
    private final int[] behind;

    Repair(GraphLinks links, NodeLocks locks, Insertion insertion, BuildCodes codes) {
        this.links = links;
        this.locks = locks;
        this.insertion = insertion;
        this.candidates = new Candidates(codes.newNodeScorer());
        this.row = new int[links.linkCountMax(0)];
        this.behind = new int[links.linkCountMax(0)];
    }

    /// Looks at all nodes; those that are added meanwhile get no links to removed ones.
    void repairAll() {
        for (int node = 0; node < links.nodeCount(); node++) {
            if (links.isLinked(node)) {
                for (int level = links.level(node); level >= 0; level--) {
                    repair(node, level);
                }
            }
        }
        adoptOrphans();
    }

    /// A node whose links all came from removed nodes gets links from its own neighbours.
    private void adoptOrphans() {
        int end = links.nodeCount();
        met.clear(links.bottom().capacity());
        markTargets(end);
        for (int node = 0; node < end; node++) {
            if (links.isLinked(node) && !met.contains(node)) {
                int count = links.read(node, 0, row);
                for (int i = 0; i < count; i++) {
                    insertion.linkBack(row[i], 0, node);
                }
            }
        }
    }

    private void markTargets(int end) {
        for (int node = 0; node < end; node++) {
            int count = links.isLinked(node) ? links.read(node, 0, row) : 0;
            for (int i = 0; i < count; i++) {
                if (met.covers(row[i])) {
                    met.mark(row[i]);
                }
            }
        }
    }

    private void repair(int node, int level) {
        int chosen = 0;
        int before = 0;
        ReentrantLock lock = locks.of(node);
        lock.lock();
        try {
            before = links.read(node, level, row);
            if (allLinked(row, before)) {
                return;
            }
            collect(node, level, before);
            if (candidates.count() <= links.linkCountMax(level) / 4) {
                insertion.collectNearest(node, level, candidates);
            }
            candidates.sortFor(node);
            chosen = candidates.choose(links.linkCountMax(level));
            links.write(node, level, candidates.nodes(), chosen);
        } finally {
            lock.unlock();
        }
        linkBack(node, level, before, chosen);
    }

    /// Candidates are the links that stay and those of the links that do not.
    private void collect(int node, int level, int count) {
        candidates.clear();
        met.clear(links.bottom().capacity());
        met.mark(node);
        for (int i = 0; i < count; i++) {
            if (links.isLinked(row[i])) {
                addOnce(row[i]);
            } else {
                int behindCount = links.read(row[i], level, behind);
                for (int j = 0; j < behindCount; j++) {
                    if (links.isLinked(behind[j]) && links.level(behind[j]) >= level) {
                        addOnce(behind[j]);
                    }
                }
            }
        }
    }

    private void addOnce(int node) {
        if (met.covers(node) && met.mark(node)) {
            candidates.add(node);
        }
    }

    /// New neighbours learn of `node`; so none of both ends is harder to reach than before.
    private void linkBack(int node, int level, int before, int chosen) {
        for (int i = 0; i < chosen; i++) {
            if (!Insertion.contains(row, before, candidates.node(i))) {
                insertion.linkBack(candidates.node(i), level, node);
            }
        }
    }

    private boolean allLinked(int[] nodes, int count) {
        for (int i = 0; i < count; i++) {
            if (!links.isLinked(nodes[i])) {
                return false;
            }
        }
        return true;
    }
}
