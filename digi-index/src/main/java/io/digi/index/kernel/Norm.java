package io.digi.index.kernel;

/// The Euclidean length of a vector, and vectors of length 1. Sums run in double, so no finite
/// float32 vector over- or underflows on the way.
public final class Norm {
    /// Vectors whose length is this near to 1 count as normalised.
    private static final double UNIT_TOLERANCE = 1e-6;

    private Norm() {}

    /// `√Σ vᵢ²`; infinite only if the length lies beyond float32.
    public static float of(float[] vector) {
        return (float) length(vector);
    }

    /// Scales `vector` in place to length 1 and returns the length it had. A zero vector stays
    /// zero; one of length 1 within 1e-6 keeps its bits, so normalising twice is normalising once.
    public static float normalise(float[] vector) {
        double length = length(vector);
        if (length > 0 && Math.abs(length - 1) > UNIT_TOLERANCE) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return (float) length;
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float element : vector) {
            sum += (double) element * element;
        }
        return Math.sqrt(sum);
    }
}
