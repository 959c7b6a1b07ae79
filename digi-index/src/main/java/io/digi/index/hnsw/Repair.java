package io.digi.index.hnsw;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Closes the gaps that removed nodes leave: a node that had links to them gets links to what lay
/// behind them, chosen anew together with the links that it keeps. One thread.
///
/// A removed node keeps its own rows, so that searches that stand on it go on.
final class Repair {
    private final GraphLinks links;
    private final NodeLocks locks;
    private final Insertion insertion;
    private final Candidates candidates;
    private final Candidates nearest;
    private final Visited met = new Visited();
    private final int[] row;
    private final int[] behind;

    /// The links that a node gets.
    private final int[] next;

    Repair(GraphLinks links, NodeLocks locks, Insertion insertion, BuildCodes codes) {
        this.links = links;
        this.locks = locks;
        this.insertion = insertion;
        this.candidates = new Candidates(codes.newNodeScorer());
        this.nearest = new Candidates(codes.newNodeScorer());
        this.row = new int[links.linkCountMax(0)];
        this.behind = new int[links.linkCountMax(0)];
        this.next = new int[links.linkCountMax(0)];
    }

    /// Looks at all nodes; those that are added meanwhile get no links to removed ones.
    ///
    /// @param comparing runs what compares nodes, for one node
    void repairAll(Consumer<Runnable> comparing) {
        for (int node = 0; node < links.nodeCount(); node++) {
            if (links.isLinked(node)) {
                int repaired = node;
                comparing.accept(() -> repair(repaired));
            }
        }
    }

    private void repair(int node) {
        for (int level = links.level(node); level >= 0; level--) {
            repair(node, level);
        }
    }

    private void repair(int node, int level) {
        int before = links.read(node, level, row);
        if (allLinked(row, before)) {
            return;
        }
        collect(node, level, before);
        if (candidates.count() <= links.linkCountMax(level) / 4) {
            nearest.clear();
            insertion.collectNearest(node, level, nearest);
            for (int i = 0; i < nearest.count(); i++) {
                addOnce(nearest.node(i));
            }
        }
        candidates.sortFor(node);
        candidates.choose(links.linkCountMax(level));
        linkBack(node, level, before, replace(node, level, before));
    }

    /// Gives `node` the chosen links. Those that others added while they were chosen stay, rather
    /// than the farthest; and where there is place, those that it had and that were not chosen:
    /// choosing leaves out what is near a nearer one, but such links were added when others came,
    /// and searches are worse without them. Returns how many it has.
    private int replace(int node, int level, int before) {
        ReentrantLock lock = locks.of(node);
        lock.lock();
        try {
            int added = keepAdded(links.read(node, level, behind), before);
            int total = Math.min(links.linkCountMax(level), candidates.count() + added);
            System.arraycopy(candidates.nodes(), 0, next, 0, total - added);
            System.arraycopy(behind, 0, next, total - added, added);
            total = keepOlder(total, before, links.linkCountMax(level));
            links.write(node, level, next, total);
            return total;
        } finally {
            lock.unlock();
        }
    }

    /// Leaves those of the first `count` nodes behind that are neither among the first `before` of
    /// the row nor chosen; returns how many they are.
    private int keepAdded(int count, int before) {
        int added = 0;
        for (int i = 0; i < count; i++) {
            if (links.isLinked(behind[i])
                    && !Insertion.contains(row, before, behind[i])
                    && !Insertion.contains(candidates.nodes(), candidates.count(), behind[i])) {
                behind[added++] = behind[i];
            }
        }
        return added;
    }

    /// Returns how many links there are with those that stay.
    private int keepOlder(int count, int before, int max) {
        int total = count;
        for (int i = 0; i < before && total < max; i++) {
            if (links.isLinked(row[i]) && !Insertion.contains(next, total, row[i])) {
                next[total++] = row[i];
            }
        }
        return total;
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
    private void linkBack(int node, int level, int before, int count) {
        for (int i = 0; i < count; i++) {
            if (!Insertion.contains(row, before, next[i])) {
                insertion.linkBack(next[i], level, node);
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
