package io.digi.index.flat;

/// Rows that a search on codes found, the best estimate first. Rank 0 is the best.
public interface Candidates {
    int count();

    /// The number of the row.
    long row(int rank);

    /// Where its float32 values lie, little-endian: an address of native or mapped memory that
    /// stays open while it is scored.
    long addressOf(int rank);

    /// The score that its vector may have at best, by the estimate and its error; infinity where
    /// the error is not known. A candidate of higher rank may have a better one, but none that a
    /// search would miss.
    default float bestPossible(int rank) {
        return Float.POSITIVE_INFINITY;
    }
}
