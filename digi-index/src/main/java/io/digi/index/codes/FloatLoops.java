package io.digi.index.codes;

import io.digi.index.kernel.Kernels;

/// The loops over the values of one vector that rotating, rounding and packing consist of. The
/// methods that turn values into bits compute the same to the last bit in both kinds.
abstract sealed class FloatLoops permits PlainFloatLoops, VectorFloatLoops {
    static FloatLoops chosen() {
        return Kernels.vectorised() ? VectorCodes.floatLoops() : new PlainFloatLoops();
    }

    /// Multiplies each value by a sign.
    abstract void flip(float[] vector, float[] signs);

    /// The Hadamard transform of `vector[from .. until)`, a power of two from 64 on, times `scale`.
    abstract void hadamard(float[] vector, int from, int until, float scale);

    /// Turns each value of the first half and its partner in the second by 45 degrees.
    abstract void turnHalves(float[] vector);

    abstract void scale(float[] vector, float factor);

    /// `a - b` into `difference`.
    abstract void subtract(float[] a, float[] b, float[] difference);

    abstract float largest(float[] vector);

    abstract double dot(float[] a, float[] b);

    /// `values · inverse + rounding.shift()`, cut to `0 .. rounding.top()`, less its fraction, less
    /// `rounding.back()`, into `numbers`. Returns the sum of the numbers.
    abstract int round(float[] values, float inverse, Rounding rounding, int[] numbers);

    /// `Σ (numberᵢ - middle) · valueᵢ`.
    abstract double dot(int[] numbers, float middle, float[] values);

    /// `Σ (numberᵢ - middle)²`.
    abstract double squares(int[] numbers, float middle);

    /// Bit `plane` of number `64·w + i` into bit `i` of `words[plane · planeWords + w]`, for the
    /// lowest `planeCount` bits.
    abstract void pack(int[] numbers, int planeCount, long[] words, int planeWords);
}
