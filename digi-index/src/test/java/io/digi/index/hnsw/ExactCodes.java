package io.digi.index.hnsw;

import io.digi.index.codes.NodeScorer;
import io.digi.index.kernel.Kernels;
import io.digi.index.kernel.Metric;
import io.digi.index.kernel.RowKernel;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// Originals in place of codes: what a graph finds on them tells the graph's own faults.
final class ExactCodes implements GraphCodes, GraphCodes.ForBuild {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private final MemoryBudget budget;
    private final MemoryRegion region;
    private final NativeRows rows;
    private final RowKernel kernel;
    private final int dimension;

    ExactCodes(Metric metric, int dimension, MemoryBudget budget) {
        this.budget = budget;
        this.region = new MemoryRegion(budget, "codes");
        this.rows = new NativeRows(region, 4L * dimension);
        this.kernel = Kernels.of(metric);
        this.dimension = dimension;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public OfQuery newQueryScorer() {
        return new Scorer();
    }

    @Override
    public OfNode newNodeScorer() {
        return new Scorer();
    }

    @Override
    public ForBuild newBuildCodes() {
        return new ExactCodes(kernel.metric(), dimension, budget);
    }

    @Override
    public void reserve(int count) {
        rows.reserve(count);
    }

    @Override
    public void encode(float[] vector, int node) {
        long address = rows.addressOf(node);
        for (int i = 0; i < dimension; i++) {
            NativeRows.MEMORY.set(FLOAT, address + 4L * i, vector[i]);
        }
    }

    @Override
    public int rowBytes() {
        return 4 * dimension;
    }

    @Override
    public void copyOut(int node, ByteBuffer target) {
        for (int i = 0; i < dimension; i++) {
            target.putFloat(NativeRows.MEMORY.get(FLOAT, rows.addressOf(node) + 4L * i));
        }
    }

    @Override
    public void copyIn(int node, ByteBuffer source) {
        for (int i = 0; i < dimension; i++) {
            NativeRows.MEMORY.set(FLOAT, rows.addressOf(node) + 4L * i, source.getFloat());
        }
    }

    @Override
    public long memoryBytes() {
        return region.chargedBytes();
    }

    @Override
    public void close() {
        region.close();
    }

    private final class Scorer implements OfQuery, OfNode, NodeScorer {
        private final float[] query = new float[dimension];
        private long[] addresses = new long[64];

        @Override
        public void prepare(float[] vector) {
            System.arraycopy(vector, 0, query, 0, dimension);
        }

        @Override
        public void prepare(int node) {
            for (int i = 0; i < dimension; i++) {
                query[i] = NativeRows.MEMORY.get(FLOAT, rows.addressOf(node) + 4L * i);
            }
        }

        @Override
        public void score(int[] nodes, int count, float[] scores) {
            if (addresses.length < count) {
                addresses = new long[2 * count];
            }
            for (int i = 0; i < count; i++) {
                addresses[i] = rows.addressOf(nodes[i]);
            }
            kernel.scoreOffsets(query, NativeRows.MEMORY, addresses, count, scores);
        }
    }
}
