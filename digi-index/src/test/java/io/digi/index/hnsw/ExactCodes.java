package io.digi.index.hnsw;

import io.digi.index.codes.NodeScorer;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Originals in place of codes: what a graph finds on them tells the graph's own faults. Plain
/// loops, as the vector kernels take long to compile. It charges memory as codes do.
final class ExactCodes implements GraphCodes, GraphCodes.ForBuild {
    private final MemoryBudget budget;
    private final MemoryRegion region;
    private final NativeRows charged;
    private final Metric metric;
    private final int dimension;
    private volatile float[][] vectors = {};

    ExactCodes(Metric metric, int dimension, MemoryBudget budget) {
        this.budget = budget;
        this.region = new MemoryRegion(budget, "codes");
        this.charged = new NativeRows(region, 4L * dimension);
        this.metric = metric;
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
        return new ExactCodes(metric, dimension, budget);
    }

    @Override
    public synchronized void reserve(int count) {
        charged.reserve(count);
        if (vectors.length < count) {
            float[][] grown = new float[2 * count][dimension];
            System.arraycopy(vectors, 0, grown, 0, vectors.length);
            vectors = grown;
        }
    }

    /// Rows are written in place: a copy that the array grew into has them too.
    @Override
    public void encode(float[] vector, int node) {
        System.arraycopy(vector, 0, vectors[node], 0, dimension);
    }

    @Override
    public boolean isCodeOf(int node, float[] vector) {
        return Arrays.equals(vectors[node], vector);
    }

    @Override
    public int rowBytes() {
        return 4 * dimension;
    }

    @Override
    public void copyOut(int node, ByteBuffer target) {
        for (float element : vectors[node]) {
            target.putFloat(element);
        }
    }

    @Override
    public void copyIn(int node, ByteBuffer source) {
        for (int i = 0; i < dimension; i++) {
            vectors[node][i] = source.getFloat();
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

    static float score(Metric metric, float[] query, float[] vector) {
        float sum = 0;
        for (int i = 0; i < query.length; i++) {
            float q = query[i];
            float v = vector[i];
            sum +=
                    switch (metric) {
                        case DOT -> q * v;
                        case EUCLID -> -(q - v) * (q - v);
                        case MANHATTAN -> -Math.abs(q - v);
                    };
        }
        return sum;
    }

    private final class Scorer implements OfQuery, OfNode, NodeScorer {
        private float[] query = {};

        @Override
        public float error(int node) {
            return 0;
        }

        @Override
        public void prepare(float[] vector) {
            query = Arrays.copyOf(vector, dimension);
        }

        @Override
        public void prepare(int node) {
            query = vectors[node];
        }

        @Override
        public void score(int[] nodes, int count, float[] scores) {
            for (int i = 0; i < count; i++) {
                scores[i] = ExactCodes.score(metric, query, vectors[nodes[i]]);
            }
        }
    }
}
