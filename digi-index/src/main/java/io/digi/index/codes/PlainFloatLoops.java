package io.digi.index.codes;

import java.util.Arrays;

/// The loops in plain Java: the fallback, and the twin of [VectorFloatLoops].
final class PlainFloatLoops extends FloatLoops {
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

    @Override
    void scale(float[] vector, float factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    @Override
    void subtract(float[] a, float[] b, float[] difference) {
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
    }

    @Override
    float largest(float[] vector) {
        float largest = 0;
        for (float value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Override
    double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Override
    int round(float[] values, float inverse, Rounding rounding, int[] numbers) {
        int sum = 0;
        for (int i = 0; i < values.length; i++) {
            float shifted = values[i] * inverse + rounding.shift();
            float inside = Math.min(Math.max(shifted, 0), rounding.top());
            numbers[i] = (int) inside - rounding.back();
            sum += numbers[i];
        }
        return sum;
    }

    @Override
    double dot(int[] numbers, float middle, float[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) (numbers[i] - middle) * values[i];
        }
        return sum;
    }

    @Override
    double squares(int[] numbers, float middle) {
        double sum = 0;
        for (int number : numbers) {
            double level = number - middle;
            sum += level * level;
        }
        return sum;
    }

    @Override
    void pack(int[] numbers, int planeCount, long[] words, int planeWords) {
        for (int plane = 0; plane < planeCount; plane++) {
            int at = plane * planeWords;
            Arrays.fill(words, at, at + numbers.length / 64, 0);
            for (int i = 0; i < numbers.length; i++) {
                words[at + (i >>> 6)] |= (long) (numbers[i] >>> plane & 1) << i;
            }
        }
    }
}
