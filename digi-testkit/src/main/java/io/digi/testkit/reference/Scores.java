package io.digi.testkit.reference;

import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;

/// Distances in double arithmetic.
final class Scores {
    private Scores() {}

    /// How near `stored` is to `query`, as users see it: beyond float's range the largest float,
    /// and never a negative zero.
    static float score(Distance distance, DenseVector query, DenseVector stored) {
        float[] q = query.elements();
        float[] s = stored.elements();
        double score =
                switch (distance) {
                    case COSINE -> dot(q, s) / nonZero(norm(q));
                    case DOT -> dot(q, s);
                    case EUCLID -> euclid(q, s);
                    case MANHATTAN -> manhattan(q, s);
                };
        double bounded = Math.clamp(score, -Float.MAX_VALUE, Float.MAX_VALUE);
        return (float) bounded + 0.0f;
    }

    /// What is stored of a vector: with `COSINE` the vector of length 1; zero stays zero.
    static DenseVector stored(Distance distance, DenseVector vector) {
        if (distance != Distance.COSINE) {
            return vector;
        }
        double norm = nonZero(norm(vector.elements()));
        float[] normalised = new float[vector.dimension()];
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] = (float) (vector.elements()[i] / norm);
        }
        return new DenseVector(normalised);
    }

    private static double norm(float[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double nonZero(double norm) {
        return norm == 0 ? 1 : norm;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static double euclid(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double manhattan(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((double) a[i] - b[i]);
        }
        return sum;
    }
}
