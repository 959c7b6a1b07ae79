package io.digi.index.codes;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRegion;
import java.util.Random;

/// A table of codes of random vectors, and exact scores of them.
final class CodeFixture implements AutoCloseable {
    final MemoryRegion region = new MemoryRegion(new MemoryBudget(1 << 30), "codes");
    final CodeModel model;
    final CodeTable table;
    final float[][] vectors;
    final int[] nodes;

    CodeFixture(Metric metric, int bits, int dimension, int count, Random random) {
        vectors = new float[count][];
        nodes = new int[count];
        for (int node = 0; node < count; node++) {
            vectors[node] = vector(dimension, random);
            nodes[node] = node;
        }
        model = CodeModel.train(metric, bits, dimension, vectors, random.nextLong());
        table = new CodeTable(region, model);
        for (int node = 0; node < count; node++) {
            table.encode(vectors[node], node);
        }
    }

    /// Off centre, so that a mean is worth taking away.
    static float[] vector(int dimension, Random random) {
        float[] vector = Randoms.vector(random, dimension);
        for (int i = 0; i < dimension; i++) {
            vector[i] += i % 3 - 1;
        }
        return vector;
    }

    float[] scores(NodeScorer scorer) {
        float[] scores = new float[nodes.length];
        scorer.score(nodes, nodes.length, scores);
        return scores;
    }

    double exact(float[] query, int node) {
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            double gap = (double) query[i] - vectors[node][i];
            sum +=
                    switch (model.metric()) {
                        case DOT -> (double) query[i] * vectors[node][i];
                        case EUCLID -> -gap * gap;
                        case MANHATTAN -> -Math.abs(gap);
                    };
        }
        return sum;
    }

    @Override
    public void close() {
        region.close();
    }
}
