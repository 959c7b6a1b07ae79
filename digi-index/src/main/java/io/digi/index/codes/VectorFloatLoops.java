package io.digi.index.codes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The loops with the Vector API; lengths are multiples of 64. Butterflies between values of one
/// vector are a shuffle and a fused multiply-add with signs, which is exact. Plain twin:
/// [PlainFloatLoops].
final class VectorFloatLoops extends FloatLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
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
            FloatVector a = at(vector, i).mul(PlainFloatLoops.HALF_ROOT);
            FloatVector b = at(vector, i + half).mul(PlainFloatLoops.HALF_ROOT);
            a.add(b).intoArray(vector, i);
            a.sub(b).intoArray(vector, i + half);
        }
    }

    @Override
    void scale(float[] vector, float factor) {
        for (int i = 0; i < vector.length; i += LANES) {
            at(vector, i).mul(factor).intoArray(vector, i);
        }
    }

    @Override
    void subtract(float[] a, float[] b, float[] difference) {
        for (int i = 0; i < a.length; i += LANES) {
            at(a, i).sub(at(b, i)).intoArray(difference, i);
        }
    }

    @Override
    float largest(float[] vector) {
        FloatVector largest = FloatVector.zero(SPECIES);
        for (int i = 0; i < vector.length; i += LANES) {
            largest = largest.max(at(vector, i).abs());
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    @Override
    double dot(float[] a, float[] b) {
        FloatVector sums0 = FloatVector.zero(SPECIES);
        FloatVector sums1 = sums0;
        for (int i = 0; i < a.length; i += 2 * LANES) {
            sums0 = at(a, i).fma(at(b, i), sums0);
            sums1 = at(a, i + LANES).fma(at(b, i + LANES), sums1);
        }
        return sums0.add(sums1).reduceLanes(VectorOperators.ADD);
    }

    /// No fused multiply-add: numbers must be those of the plain twin.
    @Override
    int round(float[] values, float inverse, Rounding rounding, int[] numbers) {
        FloatVector top = FloatVector.broadcast(SPECIES, rounding.top());
        FloatVector zero = FloatVector.zero(SPECIES);
        IntVector sum = IntVector.zero(INTS);
        for (int i = 0; i < values.length; i += LANES) {
            FloatVector shifted = at(values, i).mul(inverse).add(rounding.shift());
            IntVector number =
                    ((IntVector) shifted.max(zero).min(top).convert(VectorOperators.F2I, 0))
                            .sub(rounding.back());
            number.intoArray(numbers, i);
            sum = sum.add(number);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    double dot(int[] numbers, float middle, float[] values) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < values.length; i += LANES) {
            sum = at(values, i).fma(levels(numbers, i, middle), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    double squares(int[] numbers, float middle) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < numbers.length; i += LANES) {
            FloatVector level = levels(numbers, i, middle);
            sum = level.fma(level, sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector levels(int[] numbers, int i, float middle) {
        IntVector number = IntVector.fromArray(INTS, numbers, i);
        return ((FloatVector) number.convert(VectorOperators.I2F, 0)).sub(middle);
    }

    /// A bit moves to the sign, and the signs of a vector become a mask.
    @Override
    void pack(int[] numbers, int planeCount, long[] words, int planeWords) {
        for (int plane = 0; plane < planeCount; plane++) {
            int at = plane * planeWords;
            int shift = 31 - plane;
            for (int i = 0; i < numbers.length; i += 64) {
                long word = 0;
                for (int j = 0; j < 64; j += LANES) {
                    IntVector number = IntVector.fromArray(INTS, numbers, i + j);
                    word |= number.lanewise(VectorOperators.LSHL, shift).lt(0).toLong() << j;
                }
                words[at + i / 64] = word;
            }
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
