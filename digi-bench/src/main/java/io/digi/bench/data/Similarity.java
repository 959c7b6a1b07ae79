package io.digi.bench.data;

import io.digi.index.kernel.Metric;
import io.digi.index.kernel.Norm;

/// What *near* means in a measurement of indexes.
public enum Similarity {
    COSINE(Metric.DOT, true),
    DOT(Metric.DOT, false),
    EUCLID(Metric.EUCLID, false);

    private final Metric metric;
    private final boolean normalised;

    Similarity(Metric metric, boolean normalised) {
        this.metric = metric;
        this.normalised = normalised;
    }

    public Metric metric() {
        return metric;
    }

    /// Brings a vector into the form in which it is compared, in place.
    public void prepare(float[] vector) {
        if (normalised) {
            Norm.normalise(vector);
        }
    }

    /// The rows of a table in the form in which they are compared.
    public float[][] prepared(NpyFile table) {
        float[][] rows = new float[table.rowCount()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = table.floats(row);
            prepare(rows[row]);
        }
        return rows;
    }
}
