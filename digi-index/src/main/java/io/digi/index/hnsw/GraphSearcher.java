package io.digi.index.hnsw;

/// Searches a graph, query after query, and holds the last one's result. One thread; a search
/// allocates nothing once its arrays have grown to the graph and to `ef`. Throws
/// [IllegalStateException] when the graph is closed.
public final class GraphSearcher {
    private final GraphLinks links;
    private final GraphCodes.OfQuery scorer;
    private final GraphWalk walk;
    private final FilteredWalk filtered;
    private final NodeScan scan = new NodeScan();
    private final Readers readers;
    private Pool found;

    /// Of the nodes found, by rank, once one of them was asked for.
    private float[] errors = {};

    private boolean hasErrors;
    private boolean isAstray;

    GraphSearcher(GraphLinks links, GraphCodes.OfQuery scorer, Readers readers) {
        this.links = links;
        this.readers = readers;
        this.scorer = scorer;
        this.walk = new GraphWalk(links);
        this.filtered = new FilteredWalk(links);
        this.found = walk.pool();
    }

    /// Finds about the nearest `wanted` nodes of `accepted`, the size of its list of candidates,
    /// and returns how many it found: fewer if there are no more, or if the search did not get to
    /// them. `query [dimension]` is normalised for cosine.
    public int search(float[] query, int wanted, NodeSet accepted, GraphFilter how) {
        return search(query, wanted, accepted, how, 0);
    }

    /// As above, but gives up, [#isAstray()], where less than the part `shareMin` of the nodes
    /// around the query is accepted: a walk to the nearest accepted ones would be long, and end
    /// somewhere among them.
    public int search(
            float[] query, int wanted, NodeSet accepted, GraphFilter how, float shareMin) {
        requirePositive(wanted);
        hasErrors = false;
        int stripe = readers.enter();
        try {
            return searchOpen(query, wanted, accepted, how, shareMin);
        } finally {
            readers.leave(stripe);
        }
    }

    private int searchOpen(
            float[] query, int wanted, NodeSet accepted, GraphFilter how, float shareMin) {
        int ef = Math.min(wanted, Math.max(1, links.nodeCount()));
        isAstray = false;
        scorer.prepare(query);
        long entry = links.entry();
        if (GraphLinks.levelOf(entry) < 0) {
            return nothing(ef);
        }
        long start = walk.descend(scorer, entry, 0);
        isAstray =
                shareMin > 0
                        && how != GraphFilter.NONE
                        && filtered.shareAround(Entries.node(start), accepted) < shareMin;
        if (isAstray) {
            return nothing(ef);
        }
        found =
                switch (how) {
                    case NONE -> walk.cross(scorer, start, 0, ef);
                    case ON_RESULTS -> filtered.through(scorer, start, ef, accepted);
                    case ACORN -> filtered.around(scorer, start, ef, accepted);
                };
        return found.size();
    }

    private int nothing(int ef) {
        found = walk.pool();
        found.clear(ef);
        return 0;
    }

    /// Whether the last search with a least share gave up.
    public boolean isAstray() {
        return isAstray;
    }

    /// Compares nodes one by one, linked or not, and returns how many of the nearest `wanted` there
    /// are. For nodes that are few, or that no link leads to.
    public int scan(float[] query, int wanted, NodeSequence nodes) {
        requirePositive(wanted);
        hasErrors = false;
        int stripe = readers.enter();
        try {
            scorer.prepare(query);
            found = scan.nearest(scorer, wanted, nodes);
            return found.size();
        } finally {
            readers.leave(stripe);
        }
    }

    /// A node of the last result; rank 0 is the nearest.
    public int node(int rank) {
        return found.node(rank);
    }

    /// Its score as the codes estimate it; larger is nearer.
    public float score(int rank) {
        return found.score(rank);
    }

    /// One standard error of that estimate; for Manhattan distance the most that it may be off.
    public float error(int rank) {
        if (!hasErrors) {
            readErrors();
        }
        return errors[rank];
    }

    private void readErrors() {
        int count = found.size();
        if (errors.length < count) {
            errors = new float[count];
        }
        int stripe = readers.enter();
        try {
            for (int rank = 0; rank < count; rank++) {
                errors[rank] = scorer.error(found.node(rank));
            }
        } finally {
            readers.leave(stripe);
        }
        hasErrors = true;
    }

    private static void requirePositive(int ef) {
        if (ef < 1) {
            throw new IllegalArgumentException("ef is %d, expected at least 1".formatted(ef));
        }
    }
}
