package io.digi.bench.data;

import java.util.List;

/// How many of the true nearest points a search found.
public final class Recall {
    private final NpyFile neighbors;
    private long found;
    private long expected;

    /// @param neighbors the true nearest ids of each query, nearest first; negative numbers follow
    ///   where there are no more
    public Recall(NpyFile neighbors) {
        this.neighbors = neighbors;
    }

    /// Counts the ids of the `count` nearest neighbours of a query that are in an answer.
    public void add(int query, List<Integer> answer, int count) {
        for (int rank = 0; rank < count && neighbors.intAt(query, rank) >= 0; rank++) {
            if (answer.contains(neighbors.intAt(query, rank))) {
                found++;
            }
            expected++;
        }
    }

    /// Between 0 and 1.
    public double value() {
        return expected == 0 ? Double.NaN : (double) found / expected;
    }
}
