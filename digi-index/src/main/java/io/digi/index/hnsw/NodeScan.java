package io.digi.index.hnsw;

import io.digi.index.codes.NodeScorer;

/// Compares a query with nodes one after the other. While a batch is scored, the memory of the next
/// is on its way. One thread; nothing is allocated once the arrays have grown.
final class NodeScan {
    private static final int BATCH = 64;

    private final Pool pool = new Pool();
    private final BestEntries best = new BestEntries();
    private final float[] scores = new float[BATCH];
    private int[] batch = new int[BATCH];
    private int[] following = new int[BATCH];

    Pool nearest(NodeScorer scorer, int wanted, NodeSequence nodes) {
        best.clear(wanted);
        int count = nodes.next(batch);
        scorer.prefetch(batch, count);
        while (count > 0) {
            int followingCount = nodes.next(following);
            scorer.prefetch(following, followingCount);
            scorer.score(batch, count, scores);
            best.addAll(batch, scores, count);
            int[] done = batch;
            batch = following;
            following = done;
            count = followingCount;
        }
        best.moveTo(pool);
        return pool;
    }
}
