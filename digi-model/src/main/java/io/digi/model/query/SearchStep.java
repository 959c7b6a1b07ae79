package io.digi.model.query;

/// One thing that was done to find the hits of a query.
public sealed interface SearchStep {
    /// Compared the query with the vectors of points, every one of them.
    record Vectors(Why why, long compared) implements SearchStep {}

    /// Why vectors are compared one by one.
    enum Why {
        /// The query asks for it.
        EXACT_ASKED,
        /// The vector has no index.
        NO_INDEX,
        /// There are fewer than there would be candidates.
        FEW,
        /// The index does not lead to them yet.
        NOT_INDEXED,
        /// They are what is left after conditions were checked on every candidate.
        ALL_CHECKED
    }

    /// Compared the codes of all points that were wanted.
    ///
    /// @param bits of each element
    /// @param kept candidates that came of it
    record Codes(int bits, long compared, long kept) implements SearchStep {}

    /// Compared the codes of points that the index does not lead to yet.
    ///
    /// @param bits of each element
    /// @param kept candidates that came of it
    record TailCodes(int bits, long compared, long kept) implements SearchStep {}

    /// Walked along the graph.
    ///
    /// @param bits of each element of a code
    /// @param ef candidates held on the way
    /// @param wanted points that the index leads to and that may match
    /// @param kept candidates that came of it; none where they were too few, and something else was
    ///   tried
    record Graph(Filtering filtering, int bits, int ef, long wanted, long kept)
            implements SearchStep {}

    /// What a walk does about points that are not wanted.
    enum Filtering {
        /// There are none, or hardly any.
        NONE,
        /// Passes through them, and leaves them out of the candidates.
        ON_RESULTS,
        /// Looks beyond them, at the neighbours of neighbours.
        BEYOND
    }

    /// Compared the query with the vectors of candidates, from the best on, until no other could be
    /// among the hits.
    record Rescored(long candidates, long compared) implements SearchStep {}

    /// Checked the payloads of the nearest points against the filter.
    ///
    /// @param passed as many as were looked for, or all that passed
    record Checked(long nearest, long passed) implements SearchStep {}

    /// Took points in the order of their ids.
    record InIdOrder(long taken) implements SearchStep {}
}
