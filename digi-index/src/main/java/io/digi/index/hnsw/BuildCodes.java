package io.digi.index.hnsw;

import java.util.concurrent.atomic.AtomicInteger;

/// The codes that a builder compares nodes by, finer than those of searches. Nodes that it did not
/// add itself are encoded from their originals when they are first scored.
///
/// **Memory.** A graph that was empty at first is compared as a whole again and again: each node
/// keeps its code, in the row of its number. In one that was there before, an insertion meets a few
/// hundred nodes, so codes lie in the order in which nodes are met, and all of them are forgotten
/// when they are more than [#KEPT_BYTES] and than [#ROWS_PER_ADDED] for each node that was added:
/// adding little to a large graph takes little memory, and adding much is not slowed down by
/// encoding the same nodes over and over.
final class BuildCodes implements AutoCloseable {
    /// Codes of so many bytes are kept, however few nodes are added.
    static final long KEPT_BYTES = 64 << 20;

    /// Codes of so many nodes are kept for each that is added.
    static final int ROWS_PER_ADDED = 32;

    private final GraphCodes searchCodes;
    private final GraphCodes.ForBuild codes;
    private final VectorSource originals;
    private final BuildRows rows;

    /// Whether the row of a node is its number.
    private final boolean isWhole;

    private final long keptMin;
    private final AtomicInteger addedCount = new AtomicInteger();

    /// @param keptBytes [#KEPT_BYTES], but for tests
    BuildCodes(VectorGraph graph, VectorSource originals, long keptBytes) {
        this.searchCodes = graph.codes();
        this.codes = searchCodes.newBuildCodes();
        this.originals = originals;
        this.isWhole = graph.nodeCount() == 0;
        this.rows = new BuildRows(graph.budget());
        this.keptMin = keptBytes / codes.rowBytes();
    }

    int dimension() {
        return searchCodes.dimension();
    }

    /// Reads a node that is not linked yet into `vector` and encodes it, for searches too.
    void encodeNew(int node, float[] vector) {
        searchCodes.reserve(node + 1);
        originals.read(node, vector);
        searchCodes.encode(vector, node);
        if (isWhole) {
            encode(vector, node);
        } else {
            int row = rows.take();
            encode(vector, row);
            rows.replace(node, row);
            addedCount.incrementAndGet();
        }
    }

    private void encode(float[] vector, int row) {
        codes.reserve(row + 1);
        codes.encode(vector, row);
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
        return isWhole ? scorer : new Encoding(scorer);
    }

    /// Encodes `node` if it was not; `vector` is scratch memory. Returns its row.
    int requireEncoded(int node, float[] vector) {
        if (isWhole) {
            return node;
        }
        int row = rows.rowOf(node);
        return row != BuildRows.NONE ? row : encodeOlder(node, vector);
    }

    /// Two threads may do so at once: one of the two rows is left unused.
    private int encodeOlder(int node, float[] vector) {
        originals.read(node, vector);
        int row = rows.take();
        encode(vector, row);
        return rows.assign(node, row);
    }

    /// Whether more codes are kept than is worth while.
    boolean isFull() {
        return !isWhole
                && rows.count() > Math.max(keptMin, (long) ROWS_PER_ADDED * addedCount.get());
    }

    /// Forgets all codes. Nobody may be comparing nodes meanwhile.
    void clear() {
        rows.clear();
    }

    @Override
    public void close() {
        rows.close();
        codes.close();
    }

    /// Encodes what it is about to score, and scores rows instead of nodes.
    private final class Encoding implements GraphCodes.OfNode {
        private final GraphCodes.OfNode scorer;
        private final float[] vector = new float[searchCodes.dimension()];
        private int[] nodeRows = new int[64];

        Encoding(GraphCodes.OfNode scorer) {
            this.scorer = scorer;
        }

        @Override
        public void prepare(int node) {
            scorer.prepare(requireEncoded(node, vector));
        }

        /// What is not encoded yet has nothing to be fetched.
        @Override
        public void prefetch(int[] nodes, int count) {
            makePlace(count);
            int known = 0;
            for (int i = 0; i < count; i++) {
                int row = rows.rowOf(nodes[i]);
                nodeRows[known] = row;
                known += row == BuildRows.NONE ? 0 : 1;
            }
            scorer.prefetch(nodeRows, known);
        }

        @Override
        public void score(int[] nodes, int count, float[] scores) {
            makePlace(count);
            for (int i = 0; i < count; i++) {
                nodeRows[i] = requireEncoded(nodes[i], vector);
            }
            scorer.score(nodeRows, count, scores);
        }

        private void makePlace(int count) {
            if (nodeRows.length < count) {
                nodeRows = new int[2 * count];
            }
        }
    }
}
