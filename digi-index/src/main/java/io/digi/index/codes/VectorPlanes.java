package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.MEMORY;

import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products of bit planes with the Vector API. A load may reach over its plane into the next one or
/// the factors: the query is zero there, so that nothing needs a mask, and a code of 1 bit and 384
/// dimensions is a single load of 512 bits. Plain twin and oracle of the tests: [PlainPlanes].
///
/// Sums over many planes go from the highest down: what is there so far doubles, and the bits in
/// common with the next one are added. The highest plane of the query counts negative.
///
/// No loop calls a method of ours that returns a vector. Once such a method is compiled on its own
/// it is too large to be inlined into loops that are compiled later, and a vector that leaves a
/// method is an object: a search of 768 dimensions after one of 384 took four times as long.
final class VectorPlanes extends CodeKernel {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LINE_WORDS = 8;

    /// Planes of a query that meets codes of several planes; one that meets codes of one has four.
    private static final int FINE_PLANES = 8;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final PlaneQuery query;
    private final int codePlanes;
    private final int codeWords;
    private final int planeBytes;

    VectorPlanes(CodeLayout layout) {
        this.query = new PlaneQuery(layout);
        this.codePlanes = layout.bits();
        this.codeWords = layout.paddedDimension() / 64;
        this.planeBytes = layout.planeBytes();
    }

    @Override
    void prepare(float[] query) {
        this.query.set(query);
    }

    @Override
    double queryStep() {
        return query.step();
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        boolean isLine = codeWords <= LINE_WORDS;
        if (codePlanes == 1 && isLine) {
            sumLines(addresses, count, sums);
        } else if (codePlanes == 1) {
            sumOnePlane(addresses, count, sums);
        } else if (isLine && codeWords > LINE_WORDS - LANES) {
            sumLinePlanes(addresses, count, sums);
        } else {
            sumPlanes(addresses, count, sums);
        }
    }

    /// Codes of one plane in one cache line: the loops have constant lengths and disappear, which
    /// saves a third of the time.
    private void sumLines(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        double step = query.step();
        double offset = query.offset();
        for (int row = 0; row < count; row++) {
            LongVector sum = LongVector.zero(SPECIES);
            for (int i = 0; i < LINE_WORDS; i += LANES) {
                LongVector bits =
                        LongVector.fromMemorySegment(
                                SPECIES, MEMORY, addresses[row] + 8L * i, ORDER);
                LongVector c0 =
                        bits.and(LongVector.fromArray(SPECIES, words, i))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector c1 =
                        bits.and(LongVector.fromArray(SPECIES, words, i + LINE_WORDS))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector c2 =
                        bits.and(LongVector.fromArray(SPECIES, words, i + 2 * LINE_WORDS))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector c3 =
                        bits.and(LongVector.fromArray(SPECIES, words, i + 3 * LINE_WORDS))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector high = c2.sub(c3.add(c3)).lanewise(VectorOperators.LSHL, 2);
                sum = sum.add(c0.add(c1.add(c1)).add(high));
            }
            sums[row] = (float) (step * (sum.reduceLanes(VectorOperators.ADD) - offset));
        }
    }

    private void sumOnePlane(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        int planeWords = query.planeWords();
        for (int row = 0; row < count; row++) {
            LongVector sum = LongVector.zero(SPECIES);
            for (int i = 0; i < codeWords; i += LANES) {
                LongVector bits =
                        LongVector.fromMemorySegment(
                                SPECIES, MEMORY, addresses[row] + 8L * i, ORDER);
                LongVector c0 =
                        bits.and(LongVector.fromArray(SPECIES, words, i))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector c1 =
                        bits.and(LongVector.fromArray(SPECIES, words, i + planeWords))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector c2 =
                        bits.and(LongVector.fromArray(SPECIES, words, i + 2 * planeWords))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector c3 =
                        bits.and(LongVector.fromArray(SPECIES, words, i + 3 * planeWords))
                                .lanewise(VectorOperators.BIT_COUNT);
                LongVector high = c2.sub(c3.add(c3)).lanewise(VectorOperators.LSHL, 2);
                sum = sum.add(c0.add(c1.add(c1)).add(high));
            }
            sums[row] = query.sum(sum.reduceLanes(VectorOperators.ADD));
        }
    }

    /// As [#sumPlanes], with constant lengths as in [#sumLines]; where a plane takes all the loads
    /// that a line does.
    private void sumLinePlanes(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        double step = query.step();
        double offset = query.offset();
        for (int row = 0; row < count; row++) {
            LongVector sum = LongVector.zero(SPECIES);
            for (int codePlane = codePlanes - 1; codePlane >= 0; codePlane--) {
                long address = addresses[row] + (long) codePlane * planeBytes;
                sum = sum.add(sum);
                for (int i = 0; i < LINE_WORDS; i += LANES) {
                    LongVector bits =
                            LongVector.fromMemorySegment(SPECIES, MEMORY, address + 8L * i, ORDER);
                    LongVector part = LongVector.zero(SPECIES);
                    for (int plane = FINE_PLANES - 1; plane >= 0; plane--) {
                        LongVector common =
                                bits.and(
                                                LongVector.fromArray(
                                                        SPECIES, words, plane * LINE_WORDS + i))
                                        .lanewise(VectorOperators.BIT_COUNT);
                        part =
                                plane == FINE_PLANES - 1
                                        ? part.sub(common)
                                        : part.add(part).add(common);
                    }
                    sum = sum.add(part);
                }
            }
            sums[row] = (float) (step * (sum.reduceLanes(VectorOperators.ADD) - offset));
        }
    }

    private void sumPlanes(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        int planeWords = query.planeWords();
        for (int row = 0; row < count; row++) {
            LongVector sum = LongVector.zero(SPECIES);
            for (int codePlane = codePlanes - 1; codePlane >= 0; codePlane--) {
                long address = addresses[row] + (long) codePlane * planeBytes;
                sum = sum.add(sum);
                for (int i = 0; i < codeWords; i += LANES) {
                    LongVector bits =
                            LongVector.fromMemorySegment(SPECIES, MEMORY, address + 8L * i, ORDER);
                    LongVector part = LongVector.zero(SPECIES);
                    for (int plane = FINE_PLANES - 1; plane >= 0; plane--) {
                        LongVector common =
                                bits.and(
                                                LongVector.fromArray(
                                                        SPECIES, words, plane * planeWords + i))
                                        .lanewise(VectorOperators.BIT_COUNT);
                        part =
                                plane == FINE_PLANES - 1
                                        ? part.sub(common)
                                        : part.add(part).add(common);
                    }
                    sum = sum.add(part);
                }
            }
            sums[row] = query.sum(sum.reduceLanes(VectorOperators.ADD));
        }
    }
}
