package io.digi.index.hnsw;

import io.digi.index.Randoms;
import io.digi.index.kernel.Metric;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// Vectors of a graph's nodes, in clusters as real ones are, and what an exact search finds in
/// them.
final class Points implements VectorSource {
    static final int DIMENSION = 16;
    private static final int CLUSTER_COUNT = 40;

    private final Metric metric;
    private final Random random;
    private final float[][] centers = new float[CLUSTER_COUNT][];
    private final float[][] vectors;

    Points(Metric metric, int count, Random random) {
        this.metric = metric;
        this.random = random;
        Arrays.setAll(centers, i -> Randoms.vector(random, DIMENSION));
        this.vectors = new float[count][];
        Arrays.setAll(vectors, i -> vector());
    }

    int count() {
        return vectors.length;
    }

    /// Another vector of the same distribution.
    float[] vector() {
        float[] vector = centers[random.nextInt(CLUSTER_COUNT)].clone();
        double sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += 0.7f * (float) random.nextGaussian();
            sum += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION && metric == Metric.DOT; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    void replace(int node) {
        vectors[node] = vector();
    }

    @Override
    public void read(int node, float[] into) {
        System.arraycopy(vectors[node], 0, into, 0, DIMENSION);
    }

    /// The nearest `limit` nodes of `accepted`, the best first.
    int[] nearest(float[] query, int limit, NodeSet accepted) {
        long[] entries =
                IntStream.range(0, vectors.length)
                        .filter(accepted::contains)
                        .mapToLong(node -> Entries.of(node, score(query, node)))
                        .sorted()
                        .toArray();
        return Arrays.stream(entries).limit(limit).mapToInt(Entries::node).toArray();
    }

    private float score(float[] query, int node) {
        return ExactCodes.score(metric, query, vectors[node]);
    }

    /// The share of the nearest `limit` nodes that the searcher finds, over `queryCount` queries.
    double recall(
            GraphSearcher searcher,
            int queryCount,
            int limit,
            int ef,
            NodeSet accepted,
            GraphFilter how) {
        int found = 0;
        int expected = 0;
        for (int i = 0; i < queryCount; i++) {
            float[] query = vector();
            int[] nearest = nearest(query, limit, accepted);
            int count = Math.min(limit, searcher.search(query, ef, accepted, how));
            int[] nodes = IntStream.range(0, count).map(searcher::node).toArray();
            expected += nearest.length;
            found +=
                    (int)
                            Arrays.stream(nearest)
                                    .filter(node -> IntStream.of(nodes).anyMatch(n -> n == node))
                                    .count();
        }
        return found / (double) expected;
    }
}
