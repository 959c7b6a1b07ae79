package io.digi.index.hnsw;

/// What a search does with nodes that are not in its [NodeSet].
public enum GraphFilter {
    /// There is no filter: the set is not asked.
    NONE,

    /// They are walked through like all others, but are no results. For sets that hold most nodes.
    ON_RESULTS,

    /// They are not scored at all: the search looks through them at their neighbours. For sets that
    /// hold a small part, after ACORN [1].
    ///
    /// [1] Patel, Kraft, Guestrin, Zaharia: ACORN: Performant and Predicate-Agnostic Search Over
    /// Vector Embeddings and Structured Data. SIGMOD 2024.
    ACORN
}
