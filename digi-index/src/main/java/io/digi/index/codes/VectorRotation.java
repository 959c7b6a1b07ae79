package io.digi.index.codes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// A rotation's steps with the Vector API. Butterflies between values of one vector are a shuffle
/// and a fused multiply-add with signs, which is exact. Plain twin: [PlainRotation].
final class VectorRotation extends RotationKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final VectorShuffle<Float> SWAP1 = swap(1);
    private static final VectorShuffle<Float> SWAP2 = swap(2);
    private static final VectorShuffle<Float> SWAP4 = swap(4);
    private static final VectorShuffle<Float> SWAP8 = swap(8);
    private static final FloatVector SIGNS1 = signs(1);
    private static final FloatVector SIGNS2 = signs(2);
    private static final FloatVector SIGNS4 = signs(4);
    private static final FloatVector SIGNS8 = signs(8);

    @Override
    void flip(float[] vector, float[] signs) {
        for (int i = 0; i < vector.length; i += LANES) {
            at(vector, i).mul(at(signs, i)).intoArray(vector, i);
        }
    }

    @Override
    void hadamard(float[] vector, int from, int until, float scale) {
        for (int i = from; i < until; i += LANES) {
            FloatVector v = at(vector, i);
            v = v.fma(SIGNS1, v.rearrange(SWAP1));
            v = v.fma(SIGNS2, v.rearrange(SWAP2));
            if (LANES > 4) {
                v = v.fma(SIGNS4, v.rearrange(SWAP4));
            }
            if (LANES > 8) {
                v = v.fma(SIGNS8, v.rearrange(SWAP8));
            }
            v.intoArray(vector, i);
        }
        for (int half = LANES; half < until - from; half *= 2) {
            for (int i = from; i < until; i += 2 * half) {
                butterflies(vector, i, half);
            }
        }
        for (int i = from; i < until; i += LANES) {
            at(vector, i).mul(scale).intoArray(vector, i);
        }
    }

    private static void butterflies(float[] vector, int from, int half) {
        for (int i = from; i < from + half; i += LANES) {
            FloatVector a = at(vector, i);
            FloatVector b = at(vector, i + half);
            a.add(b).intoArray(vector, i);
            a.sub(b).intoArray(vector, i + half);
        }
    }

    @Override
    void turnHalves(float[] vector) {
        int half = vector.length / 2;
        for (int i = 0; i < half; i += LANES) {
            FloatVector a = at(vector, i).mul(PlainRotation.HALF_ROOT);
            FloatVector b = at(vector, i + half).mul(PlainRotation.HALF_ROOT);
            a.add(b).intoArray(vector, i);
            a.sub(b).intoArray(vector, i + half);
        }
    }

    private static FloatVector at(float[] vector, int i) {
        return FloatVector.fromArray(SPECIES, vector, i);
    }

    /// Each lane's partner at `distance`; unused where a vector has no such lanes.
    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) & (LANES - 1));
    }

    /// +1 in the first lane of a pair, -1 in the second.
    private static FloatVector signs(int distance) {
        FloatVector ones = FloatVector.broadcast(SPECIES, 1);
        return ones.blend(
                -1,
                ones.addIndex(1)
                        .sub(1)
                        .convert(VectorOperators.F2I, 0)
                        .reinterpretAsInts()
                        .and(distance)
                        .compare(VectorOperators.NE, 0)
                        .cast(SPECIES));
    }
}
