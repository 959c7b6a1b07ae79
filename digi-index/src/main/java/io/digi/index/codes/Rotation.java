package io.digi.index.codes;

import java.util.Arrays;
import java.util.Random;

/// A random rotation that the seed determines: it keeps lengths and angles, and spreads what a few
/// dimensions hold over all of them, so that rounding errors become alike and independent.
///
/// Four rounds of random sign flips, a Hadamard transform over the first or last power of two
/// dimensions, and, where that is not all of them, one turn between the two halves. `n log n`
/// steps, no matrix. Immutable; for all threads.
public final class Rotation {
    static final int ROUNDS = 4;

    private final int dimension;
    private final int paddedDimension;
    private final float[][] signs;
    private final FloatLoops loops;

    public Rotation(int dimension, long seed) {
        this(dimension, seed, FloatLoops.chosen());
    }

    Rotation(int dimension, long seed, FloatLoops loops) {
        this.dimension = dimension;
        this.paddedDimension = (dimension + 63) & -64;
        this.signs = signs(paddedDimension, seed);
        this.loops = loops;
    }

    /// Of the output: `dimension` rounded up to a multiple of 64.
    public int paddedDimension() {
        return paddedDimension;
    }

    /// Rotates `in [dimension]`, padded with zeros, into `out [paddedDimension]`, another array.
    public void apply(float[] in, float[] out) {
        CodeModel.requireDimension(dimension, in);
        CodeModel.requireDimension(paddedDimension, out);
        System.arraycopy(in, 0, out, 0, dimension);
        Arrays.fill(out, dimension, paddedDimension, 0f);
        applyInPlace(out);
    }

    void applyInPlace(float[] vector) {
        int block = Integer.highestOneBit(vector.length);
        float scale = (float) (1 / Math.sqrt(block));
        for (int round = 0; round < ROUNDS; round++) {
            int first = (round & 1) == 0 ? 0 : vector.length - block;
            loops.flip(vector, signs[round]);
            loops.hadamard(vector, first, first + block, scale);
            if (block < vector.length) {
                loops.turnHalves(vector);
            }
        }
    }

    private static float[][] signs(int dimension, long seed) {
        // Its algorithm is specified: the same seed gives the same rotation in every release.
        Random random = new Random(seed);
        float[][] signs = new float[ROUNDS][dimension];
        for (float[] round : signs) {
            for (int i = 0; i < dimension; i++) {
                round[i] = random.nextBoolean() ? -1 : 1;
            }
        }
        return signs;
    }
}
