package io.digi.index.codes;

/// A rotation's steps in plain Java: the fallback, and the twin of [VectorRotation].
final class PlainRotation extends RotationKernel {
    static final float HALF_ROOT = (float) Math.sqrt(0.5);

    @Override
    void flip(float[] vector, float[] signs) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= signs[i];
        }
    }

    @Override
    void hadamard(float[] vector, int from, int until, float scale) {
        for (int half = 1; half < until - from; half *= 2) {
            for (int i = from; i < until; i += 2 * half) {
                butterflies(vector, i, half);
            }
        }
        for (int i = from; i < until; i++) {
            vector[i] *= scale;
        }
    }

    private static void butterflies(float[] vector, int from, int half) {
        for (int i = from; i < from + half; i++) {
            float a = vector[i];
            float b = vector[i + half];
            vector[i] = a + b;
            vector[i + half] = a - b;
        }
    }

    @Override
    void turnHalves(float[] vector) {
        int half = vector.length / 2;
        for (int i = 0; i < half; i++) {
            float a = vector[i] * HALF_ROOT;
            float b = vector[i + half] * HALF_ROOT;
            vector[i] = a + b;
            vector[i + half] = a - b;
        }
    }
}
