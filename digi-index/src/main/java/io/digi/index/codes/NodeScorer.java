package io.digi.index.codes;

/// Scores nodes against the query, or the node, that it was prepared for; larger is nearer.
///
/// One call serves all nodes of a hop, never one distance: the call itself costs a few nanoseconds.
/// A scorer belongs to one thread at a time and allocates nothing.
public interface NodeScorer {
    /// Scores `nodes[0 .. count)` into `scores[0 .. count)`. No score is NaN. A node number beyond
    /// the table throws `IndexOutOfBoundsException`.
    void score(int[] nodes, int count, float[] scores);

    /// Asks for the memory of `nodes[0 .. count)`, which are about to be scored. Changes nothing
    /// but the time that [#score] takes.
    default void prefetch(int[] nodes, int count) {}
}
