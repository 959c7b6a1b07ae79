package io.digi.index.hnsw;

import io.digi.index.codes.NodeScorer;
import java.nio.ByteBuffer;

/// The codes of a graph's nodes, which searches compare instead of the originals. The graph does
/// not know what they are.
///
/// **Threads.** All methods are safe for all threads; a node is encoded by one. Searches that find
/// a node see its code if it was encoded before they could find it.
interface GraphCodes extends AutoCloseable {
    int dimension();

    /// For one thread, any number of queries.
    OfQuery newQueryScorer();

    /// Makes place for the nodes below `count`. Throws
    /// [io.digi.index.memory.MemoryRefusedException] if the budget refuses.
    void reserve(int count);

    /// Writes the code of `node`, for which there is place.
    void encode(float[] vector, int node);

    /// Whether `node` has the code of `vector`, rounding apart. For checks: it takes its time.
    boolean isCodeOf(int node, float[] vector);

    /// The codes to build on, empty at first.
    ForBuild newBuildCodes();

    /// Size of a code in files.
    int rowBytes();

    /// Appends the code of `node` to `target`, [#rowBytes()] bytes.
    void copyOut(int node, ByteBuffer target);

    /// Takes the code of `node`, for which there is place, from `source`.
    void copyIn(int node, ByteBuffer source);

    long memoryBytes();

    @Override
    void close();

    /// Scores nodes against a query.
    interface OfQuery extends NodeScorer {
        void prepare(float[] query);

        /// One standard error of the score of `node`, as [io.digi.index.codes.QueryScorer] has it.
        float error(int node);
    }

    /// Scores nodes against a node.
    interface OfNode extends NodeScorer {
        void prepare(int node);
    }

    /// Symmetric codes, finer than those of searches: neighbours are chosen by them. The builder
    /// says which row is whose.
    interface ForBuild extends AutoCloseable {
        /// For one thread, any number of nodes.
        OfNode newNodeScorer();

        void reserve(int count);

        void encode(float[] vector, int row);

        /// Size of a code in memory, about.
        int rowBytes();

        @Override
        void close();
    }
}
