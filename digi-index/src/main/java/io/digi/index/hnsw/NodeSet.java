package io.digi.index.hnsw;

/// Nodes that count in a search: those that live, or that a filter lets pass. A set does not change
/// while a search uses it and is safe for all threads.
///
/// It is asked once for each node that a search meets, so `contains` is a few instructions.
@FunctionalInterface
public interface NodeSet {
    boolean contains(int node);

    /// Every node there is.
    static NodeSet everything() {
        return node -> true;
    }
}
