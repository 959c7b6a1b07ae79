package io.digi.index.codes;

/// The steps of a [Rotation]. Both kinds compute the same sums in the same order, to the last bit.
abstract sealed class RotationKernel permits PlainRotation, VectorRotation {
    static RotationKernel of(boolean vectorised) {
        return vectorised ? VectorCodes.rotation() : new PlainRotation();
    }

    /// Multiplies each value by a sign.
    abstract void flip(float[] vector, float[] signs);

    /// The Hadamard transform of `vector[from .. until)`, a power of two from 64 on, times `scale`.
    abstract void hadamard(float[] vector, int from, int until, float scale);

    /// Turns each value of the first half and its partner in the second by 45 degrees.
    abstract void turnHalves(float[] vector);
}
