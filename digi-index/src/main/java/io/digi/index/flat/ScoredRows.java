package io.digi.index.flat;

/// Rows with their scores, the nearest first; equal scores in the order of their rows.
public final class ScoredRows {
    private final long[] rows;
    private final float[] scores;

    ScoredRows(long[] rows, float[] scores) {
        this.rows = rows;
        this.scores = scores;
    }

    public int count() {
        return rows.length;
    }

    public long row(int rank) {
        return rows[rank];
    }

    /// Larger is nearer, never NaN.
    public float score(int rank) {
        return scores[rank];
    }
}
