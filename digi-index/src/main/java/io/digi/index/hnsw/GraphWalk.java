package io.digi.index.hnsw;

import io.digi.index.codes.NodeScorer;

/// The two moves of every search [1]: down the upper levels from the entry point to the node that
/// is nearest there, and across one level by best-first search. One thread; nothing is allocated
/// once its arrays have grown to the graph.
///
/// A step takes the best node that was not expanded, gathers those of its neighbours that it has
/// not met, and has them scored in one call: what a step costs is waiting for memory, and so all
/// reads of a step are under way at once.
///
/// [1] Malkov, Yashunin: Efficient and robust approximate nearest neighbor search using
/// Hierarchical Navigable Small World graphs. IEEE TPAMI 42(4), 2020.
final class GraphWalk {
    private final GraphLinks links;
    private final int[] gathered;
    private final float[] scores;
    private final Visited visited = new Visited();
    private final Pool pool = new Pool();
    private final RowLoader next;

    GraphWalk(GraphLinks links) {
        this.links = links;
        this.gathered = new int[links.linkCountMax(0)];
        this.next = new RowLoader(2, links.bottom().rowBytes());
        this.scores = new float[links.linkCountMax(0)];
    }

    /// What the last [#cross] found.
    Pool pool() {
        return pool;
    }

    /// The nearest node that greedy steps find on the levels of the entry point down to the one
    /// above `level`, as an entry; `entry` is the graph's and there is one.
    long descend(NodeScorer scorer, long entry, int level) {
        gathered[0] = GraphLinks.nodeOf(entry);
        scorer.score(gathered, 1, scores);
        long best = Entries.of(gathered[0], scores[0]);
        for (int at = GraphLinks.levelOf(entry); at > level; at--) {
            best = nearestOn(at, scorer, best);
        }
        return best;
    }

    private long nearestOn(int level, NodeScorer scorer, long start) {
        long best = start;
        long last;
        do {
            last = best;
            int count = links.read(Entries.node(last), level, gathered);
            scorer.prefetch(gathered, count);
            scorer.score(gathered, count, scores);
            for (int i = 0; i < count; i++) {
                if (scores[i] > Entries.score(best)) {
                    best = Entries.of(gathered[i], scores[i]);
                }
            }
        } while (best != last);
        return best;
    }

    /// Best-first search on `level` from `start`: the pool holds the nearest `ef` nodes met.
    Pool cross(NodeScorer scorer, long start, int level, int ef) {
        begin(start, ef);
        int max = links.linkCountMax(level);
        while (pool.hasNext()) {
            int count = visited.gather(links.addressOf(pool.next(), level), max, gathered);
            if (count > 0) {
                scorer.prefetch(gathered, count);
                loadNextRows(level);
                scorer.score(gathered, count, scores);
                pool.addAll(gathered, scores, count);
            }
        }
        return pool;
    }

    private void begin(long start, int ef) {
        visited.clear(links.bottom().capacity());
        visited.mark(Entries.node(start));
        pool.clear(ef);
        pool.add(start);
    }

    /// Starts loading the rows that will probably be expanded next, while the neighbours of this
    /// one are scored.
    private void loadNextRows(int level) {
        int first = pool.peek();
        if (first >= 0) {
            next.add(links.addressOf(first, level));
            int second = pool.peekSecond();
            if (second >= 0) {
                next.add(links.addressOf(second, level));
            }
            next.load();
        }
    }
}
