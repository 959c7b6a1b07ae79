package io.digi.bench.data;

import io.digi.index.kernel.Metric;
import io.digi.index.kernel.Norm;
import io.digi.model.vector.Distance;

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

    /// How near two prepared vectors are; larger is nearer.
    public float closeness(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += metric == Metric.DOT ? a[i] * b[i] : -difference * difference;
        }
        return (float) sum;
    }

    /// What a collection calls it.
    public Distance distance() {
        return switch (this) {
            case COSINE -> Distance.COSINE;
            case DOT -> Distance.DOT;
            case EUCLID -> Distance.EUCLID;
        };
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
