package io.digi.index.hnsw;

/// Nodes, batch by batch. One thread; used up once.
@FunctionalInterface
public interface NodeSequence {
    /// Puts further nodes, all of which have a code, into `nodes` and returns how many; 0 at the
    /// end.
    int next(int[] nodes);
}
