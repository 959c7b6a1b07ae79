package io.digi.index.hnsw;

import java.util.concurrent.locks.ReentrantLock;

/// Links nodes into a graph, one after the other; several insertions work at once. One thread.
///
/// A node gets its own rows on all levels first, and then the links to it from the lowest level up:
/// a search that meets it anywhere can always go on from it.
final class Insertion {
    /// So many nodes, removed ones among them, are looked at for neighbours in the end.
    private static final int NEAREST_MAX = 1 << 14;

    private static final int COPIES_ASKED = 8;

    private final GraphLinks links;
    private final GraphSettings settings;
    private final NodeLocks locks;
    private final GraphWalk walk;
    private final BuildCodes codes;
    private final GraphCodes.OfQuery target;
    private final Candidates candidates;
    private final float[] vector;
    private final float[] older;
    private final int[] row;

    /// The chosen neighbours by level.
    private final int[][] chosen = new int[GraphLinks.LEVEL_MAX + 1][];

    private final int[] chosenCount = new int[GraphLinks.LEVEL_MAX + 1];

    Insertion(GraphLinks links, GraphSettings settings, NodeLocks locks, BuildCodes codes) {
        this.links = links;
        this.settings = settings;
        this.locks = locks;
        this.walk = new GraphWalk(links);
        this.codes = codes;
        this.vector = new float[codes.dimension()];
        this.older = new float[codes.dimension()];
        this.target = codes.newQueryScorer();
        this.candidates = new Candidates(codes.newNodeScorer());
        this.row = new int[settings.linkCountMax(0)];
        for (int level = 0; level < chosen.length; level++) {
            chosen[level] = new int[settings.m()];
        }
    }

    /// Gives `node`, which is not linked, its codes.
    void encode(int node) {
        codes.encodeNew(node, vector);
    }

    /// Links the node that was encoded, which has its place and `level`, into the graph; `entry` is
    /// where to start.
    void link(int node, int level, long entry) {
        target.prepare(vector);
        int top = GraphLinks.levelOf(entry);
        long start = top < 0 ? 0 : walk.descend(target, entry, level);
        for (int at = Math.min(level, top); at >= 0; at--) {
            candidates.clear();
            collectLinked(node, at, start, candidates);
            start = walk.pool().entry(0) & ~Entries.EXPANDED;
            choose(node, at);
        }
        readAhead(Math.min(level, top));
        for (int at = 0; at <= level; at++) {
            links.write(node, at, chosen[at], at <= top ? chosenCount[at] : 0);
        }
        links.markLinked(node);
        for (int at = 0; at <= Math.min(level, top); at++) {
            boolean isKnown = false;
            for (int i = 0; i < chosenCount[at]; i++) {
                isKnown |= linkBack(chosen[at][i], at, node);
            }
            if (!isKnown && chosenCount[at] > 0) {
                forceLink(chosen[at][0], at, node);
            }
        }
    }

    private void readAhead(int level) {
        for (int at = 0; at <= level; at++) {
            for (int i = 0; i < chosenCount[at]; i++) {
                readAhead(chosen[at][i], at);
            }
        }
    }

    /// Chooses the neighbours of `node` on `level` from the candidates.
    private void choose(int node, int level) {
        candidates.sortFor(node);
        chosenCount[level] = candidates.choose(settings.m());
        System.arraycopy(candidates.nodes(), 0, chosen[level], 0, chosenCount[level]);
    }

    /// Fills `found`, which is empty, with the nodes that are nearest to `node` on `level`. Nodes
    /// that were removed are walked through, but no neighbours: where they take up what the search
    /// finds, a wider one looks beyond them, and if that does not get out of them either, the entry
    /// point is a neighbour.
    private void collectLinked(int node, int level, long start, Candidates found) {
        int wanted = Math.max(1, Math.min(settings.m(), settings.efConstruct() - 1));
        int ef = settings.efConstruct();
        addLinked(node, walk.cross(target, start, level, ef), found);
        while (found.count() < wanted && walk.pool().isFull() && ef < NEAREST_MAX) {
            ef *= 4;
            found.clear();
            addLinked(node, walk.cross(target, start, level, ef), found);
        }
        addBehindCopies(node, level, found);
        int entry = GraphLinks.nodeOf(links.entry());
        if (found.count() == 0 && entry != node && isNeighbor(entry, level)) {
            found.add(entry);
        }
    }

    /// Where the search met nothing but nodes of one score, most likely copies of `node`, the
    /// neighbours of some of them lead out from among them.
    private void addBehindCopies(int node, int level, Candidates found) {
        Pool pool = walk.pool();
        if (!pool.isFull() || pool.score(0) != pool.score(pool.size() - 1)) {
            return;
        }
        for (int rank = 0; rank < Math.min(COPIES_ASKED, pool.size()); rank++) {
            int count = links.read(pool.node(rank), level, row);
            for (int i = 0; i < count; i++) {
                if (row[i] != node
                        && isNeighbor(row[i], level)
                        && !contains(found.nodes(), found.count(), row[i])) {
                    found.add(row[i]);
                }
            }
        }
    }

    private boolean isNeighbor(int node, int level) {
        return node >= 0 && links.isLinked(node) && links.level(node) >= level;
    }

    private void addLinked(int node, Pool pool, Candidates found) {
        for (int rank = 0; rank < pool.size(); rank++) {
            int candidate = pool.node(rank);
            if (candidate != node && links.isLinked(candidate)) {
                found.add(candidate);
            }
        }
    }

    /// Fills `found`, which is empty, with the nodes that a search on `level` finds nearest to
    /// `node`, which is in the graph.
    void collectNearest(int node, int level, Candidates found) {
        long entry = links.entry();
        if (GraphLinks.levelOf(entry) >= level) {
            codes.readOriginal(node, vector);
            target.prepare(vector);
            collectLinked(node, level, walk.descend(target, entry, level), found);
        }
    }

    /// Reads what [#linkBack] compares `from` with, so that it need not under the lock, and no node
    /// is half linked when its source fails.
    private void readAhead(int from, int level) {
        int count = links.read(from, level, row);
        if (count == settings.linkCountMax(level)) {
            codes.requireEncoded(from, older);
            for (int i = 0; i < count; i++) {
                codes.requireEncoded(row[i], older);
            }
        }
    }

    /// Adds the link `from → to`; a full row is chosen anew. Returns whether `from` has the link.
    boolean linkBack(int from, int level, int to) {
        readAhead(from, level);
        int displaced;
        boolean isKept;
        ReentrantLock lock = locks.of(from);
        lock.lock();
        try {
            int count = links.read(from, level, row);
            if (contains(row, count, to)) {
                return true;
            }
            if (count < settings.linkCountMax(level)) {
                links.append(from, level, count, to);
                return true;
            }
            isKept = chooseAnew(from, level, count, to);
            displaced = candidates.displaced();
        } finally {
            lock.unlock();
        }
        if (displaced >= 0 && displaced != to) {
            appendDisplaced(to, level, displaced);
        }
        return isKept;
    }

    /// Adds the link `from → to` in the place of the farthest, where nobody else wants it: a node
    /// that nothing leads to is never found.
    private void forceLink(int from, int level, int to) {
        ReentrantLock lock = locks.of(from);
        lock.lock();
        try {
            int count = links.read(from, level, row);
            if (count < settings.linkCountMax(level)) {
                links.append(from, level, count, to);
            } else {
                row[count - 1] = to;
                links.write(from, level, row, count);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Returns whether `to` is among the chosen ones.
    private boolean chooseAnew(int from, int level, int count, int to) {
        candidates.clear();
        for (int i = 0; i < count; i++) {
            candidates.add(row[i]);
        }
        candidates.add(to);
        candidates.sortFor(from);
        int kept = candidates.choose(settings.linkCountMax(level), to);
        links.write(from, level, candidates.nodes(), kept);
        return contains(candidates.nodes(), kept, to);
    }

    /// A copy that `to` took the place of stays within reach, behind it.
    private void appendDisplaced(int to, int level, int displaced) {
        ReentrantLock lock = locks.of(to);
        lock.lock();
        try {
            int count = links.read(to, level, row);
            if (count < settings.linkCountMax(level) && !contains(row, count, displaced)) {
                links.append(to, level, count, displaced);
            }
        } finally {
            lock.unlock();
        }
    }

    static boolean contains(int[] nodes, int count, int node) {
        for (int i = 0; i < count; i++) {
            if (nodes[i] == node) {
                return true;
            }
        }
        return false;
    }
}
