package io.digi.index.hnsw;

/// The original vectors of a graph's nodes. Safe for all threads that build.
@FunctionalInterface
public interface VectorSource {
    /// Copies the vector of `node` into `into [dimension]`; for cosine it is normalised.
    void read(int node, float[] into);
}
