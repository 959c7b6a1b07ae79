package io.digi.index.hnsw;

import java.util.concurrent.atomic.AtomicLongArray;

/// The codes that a builder compares nodes by. Nodes that it did not add itself are encoded from
/// their originals when they are first scored.
final class BuildCodes implements AutoCloseable {
    private final GraphCodes searchCodes;
    private final GraphCodes.ForBuild codes;
    private final VectorSource originals;

    /// Nodes below this number were in the graph before.
    private final int olderCount;

    /// The bits of those that are encoded.
    private final AtomicLongArray encoded;

    BuildCodes(VectorGraph graph, VectorSource originals) {
        this.searchCodes = graph.codes();
        this.codes = searchCodes.newBuildCodes();
        this.originals = originals;
        this.olderCount = graph.nodeCount();
        this.encoded = new AtomicLongArray((olderCount + 63) >>> 6);
        reserveOlder();
    }

    private void reserveOlder() {
        boolean reserved = false;
        try {
            codes.reserve(olderCount);
            reserved = true;
        } finally {
            if (!reserved) {
                codes.close();
            }
        }
    }

    int dimension() {
        return searchCodes.dimension();
    }

    /// Reads a node that is not linked yet into `vector` and encodes it, for searches too.
    void encodeNew(int node, float[] vector) {
        searchCodes.reserve(node + 1);
        codes.reserve(node + 1);
        originals.read(node, vector);
        searchCodes.encode(vector, node);
        encode(vector, node);
    }

    void readOriginal(int node, float[] vector) {
        originals.read(node, vector);
    }

    /// For walking through the graph: searches' codes do, as they cost the least.
    GraphCodes.OfQuery newQueryScorer() {
        return searchCodes.newQueryScorer();
    }

    /// For choosing neighbours.
    GraphCodes.OfNode newNodeScorer() {
        GraphCodes.OfNode scorer = codes.newNodeScorer();
        return olderCount == 0 ? scorer : new Encoding(scorer);
    }

    /// Two threads may encode a node at once: they write the same bytes.
    private void encode(float[] vector, int node) {
        codes.encode(vector, node);
        if (node < olderCount) {
            long bit = 1L << node;
            encoded.accumulateAndGet(node >>> 6, bit, (bits, added) -> bits | added);
        }
    }

    /// Encodes `node` if it was not; `vector` is scratch memory.
    void requireEncoded(int node, float[] vector) {
        if (node < olderCount && (encoded.getAcquire(node >>> 6) & 1L << node) == 0) {
            originals.read(node, vector);
            encode(vector, node);
        }
    }

    @Override
    public void close() {
        codes.close();
    }

    /// Encodes what it is about to score.
    private final class Encoding implements GraphCodes.OfNode {
        private final GraphCodes.OfNode scorer;
        private final float[] vector = new float[searchCodes.dimension()];

        Encoding(GraphCodes.OfNode scorer) {
            this.scorer = scorer;
        }

        @Override
        public void prepare(int node) {
            requireEncoded(node);
            scorer.prepare(node);
        }

        @Override
        public void prefetch(int[] nodes, int count) {
            scorer.prefetch(nodes, count);
        }

        @Override
        public void score(int[] nodes, int count, float[] scores) {
            for (int i = 0; i < count; i++) {
                requireEncoded(nodes[i]);
            }
            scorer.score(nodes, count, scores);
        }

        private void requireEncoded(int node) {
            BuildCodes.this.requireEncoded(node, vector);
        }
    }
}
