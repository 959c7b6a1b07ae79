package io.digi.index.hnsw;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Adds nodes to a graph and removes them, while searches go on.
///
/// Any number of threads may add at once, each another node. A builder holds codes of its own,
/// finer than those of searches; a node of a graph that was there before the builder is encoded
/// when an insertion first meets it. One builder for a graph at a time.
///
/// When the source of the originals throws, so do the methods, and the graph is as usable as
/// before: what failed can be asked for again, of this builder or a later one.
public final class GraphBuilder implements AutoCloseable {
    private final VectorGraph graph;
    private final GraphLinks links;
    private final BuildCodes codes;
    private final NodeLocks locks = new NodeLocks();
    private final ReentrantLock topLock = new ReentrantLock();
    private final ReentrantLock removal = new ReentrantLock();

    /// Additions share it; who holds it alone knows that none is under way.
    private final ReentrantReadWriteLock additions = new ReentrantReadWriteLock();

    private final ConcurrentLinkedDeque<Insertion> idle = new ConcurrentLinkedDeque<>();

    /// Changes while no addition and no removal is under way.
    private boolean closed;

    GraphBuilder(VectorGraph graph, VectorSource originals, long keptBytes) {
        this.graph = graph;
        this.links = graph.links();
        this.codes = new BuildCodes(graph, originals, keptBytes);
    }

    /// Links `node`, which is not in the graph. Nodes should be added about in the order of their
    /// numbers: there is memory for all numbers up to the largest. Throws
    /// [io.digi.index.memory.MemoryRefusedException] if the budget refuses; the graph is unchanged
    /// then. The number of a removed node may be used again once nobody refers to it any more.
    public void add(int node) {
        requireNew(node);
        forgetCodesIfFull();
        additions.readLock().lock();
        boolean added = false;
        try {
            requireOpen();
            int level = links.reserve(node);
            Insertion insertion = take();
            insertion.encode(node);
            link(insertion, node, level);
            idle.push(insertion);
            added = true;
        } finally {
            if (!added) {
                takeBack(node);
            }
            additions.readLock().unlock();
        }
    }

    /// Codes that nobody is comparing by.
    private void forgetCodesIfFull() {
        if (codes.isFull()) {
            additions.writeLock().lock();
            try {
                if (!closed && codes.isFull()) {
                    codes.clear();
                }
            } finally {
                additions.writeLock().unlock();
            }
        }
    }

    /// Others may have links to it already.
    private void takeBack(int node) {
        if (links.isLinked(node)) {
            links.markRemoved(node);
            links.setRepairDue(true);
        }
    }

    private void link(Insertion insertion, int node, int level) {
        long entry = links.entry();
        if (level > GraphLinks.levelOf(entry)) {
            linkAtTop(insertion, node, level);
        } else {
            insertion.link(node, level, entry);
        }
    }

    /// The graph gets a new entry point, and no other at the same time: nodes that stand alone on
    /// their highest level must find each other.
    private void linkAtTop(Insertion insertion, int node, int level) {
        topLock.lock();
        try {
            insertion.link(node, level, links.entry());
            boolean first = GraphLinks.levelOf(links.entry()) < 0;
            if (level > GraphLinks.levelOf(links.entry()) && (first || links.hasLinks(node))) {
                links.moveEntry(node, level);
            }
        } finally {
            topLock.unlock();
        }
    }

    /// Removes nodes and closes the gaps that they leave; nodes that are not in the graph are
    /// passed over. Every row of the graph is looked at, so many nodes should be removed at once.
    /// Searches may find the removed nodes until it returns, additions go on, and the originals of
    /// all nodes are readable till then.
    public void remove(int[] nodes) {
        removal.lock();
        try {
            if (markRemoved(nodes)) {
                repairAll();
            }
        } finally {
            removal.unlock();
        }
    }

    private void repairAll() {
        boolean done = false;
        try {
            Insertion insertion = take();
            new Repair(links, locks, insertion, codes).repairAll(this::compare);
            connectAll(insertion);
            idle.push(insertion);
            done = true;
        } finally {
            if (!done) {
                links.setRepairDue(true);
            }
        }
    }

    /// While nothing is added or removed.
    private void connectAll(Insertion insertion) {
        additions.writeLock().lock();
        try {
            new Reachability(links, insertion, codes).connectAll();
            links.connected();
        } finally {
            additions.writeLock().unlock();
        }
    }

    private void compare(Runnable work) {
        forgetCodesIfFull();
        additions.readLock().lock();
        try {
            work.run();
        } finally {
            additions.readLock().unlock();
        }
    }

    /// Returns whether there are gaps to close, be it of an earlier removal that failed. No
    /// addition is under way meanwhile: those that come later see what was removed.
    private boolean markRemoved(int[] nodes) {
        additions.writeLock().lock();
        try {
            requireOpen();
            boolean any = links.isRepairDue();
            links.setRepairDue(false);
            for (int node : nodes) {
                if (graph.contains(node)) {
                    links.markRemoved(node);
                    any = true;
                }
            }
            if (any && !links.isLinked(GraphLinks.nodeOf(links.entry()))) {
                links.chooseEntry();
            }
            return any;
        } finally {
            additions.writeLock().unlock();
        }
    }

    private Insertion take() {
        @Nullable Insertion insertion = idle.poll();
        return insertion != null ? insertion : new Insertion(links, graph.settings(), locks, codes);
    }

    private void requireNew(int node) {
        if (node < 0 || node == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "node is %d, expected 0 to %d".formatted(node, Integer.MAX_VALUE - 1));
        }
        if (links.isLinked(node)) {
            throw new IllegalArgumentException("node %d is in the graph already".formatted(node));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the builder is closed: open another one");
        }
    }

    /// Frees the codes of the build, once additions and removals that are under way have ended; the
    /// graph stays. If many nodes were added, those that nothing leads to are given links before,
    /// for which the source may be read, and what it throws is thrown.
    @Override
    public void close() {
        removal.lock();
        try {
            if (!closed && links.isConnectingDue()) {
                connectAll(take());
            }
        } finally {
            closeCodes();
            removal.unlock();
        }
    }

    private void closeCodes() {
        additions.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                codes.close();
                graph.builderClosed();
            }
        } finally {
            additions.writeLock().unlock();
        }
    }
}
