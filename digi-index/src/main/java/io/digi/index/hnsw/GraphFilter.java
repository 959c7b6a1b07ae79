package io.digi.index.hnsw;

/// What a search does with nodes that are not in its [NodeSet].
public enum GraphFilter {
    /// There is no filter: the set is not asked.
    NONE,

    /// They are walked through like all others, but are no results. A search takes longer the fewer
    /// nodes are accepted, and gives up with fewer results when it has looked at a good many. For
    /// sets that hold a third of the nodes or more.
    ON_RESULTS,

    /// They are not scored at all: the search looks through them at their neighbours, after ACORN
    /// [1]. For sets that hold a tenth to a third of the nodes; below, it needs a larger `ef`, and
    /// below a share of about `1 / m` accepted nodes lose sight of each other: scan them instead.
    ///
    /// [1] Patel, Kraft, Guestrin, Zaharia: ACORN: Performant and Predicate-Agnostic Search Over
    /// Vector Embeddings and Structured Data. SIGMOD 2024.
    ACORN
}
