package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.MEMORY;

import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products of bit planes with the Vector API. A load may reach over its plane into the next one or
/// the factors: the query is zero there, so that nothing needs a mask, and a code of 1 bit and 384
/// dimensions is a single load of 512 bits. Plain twin and oracle of the tests: [PlainPlanes].
final class VectorPlanes extends CodeKernel {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LINE_WORDS = 8;
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
        if (codePlanes > 1) {
            sumPlanes(addresses, count, sums);
        } else if (codeWords <= LINE_WORDS) {
            sumLines(addresses, count, sums);
        } else {
            sumOnePlane(addresses, count, sums);
        }
    }

    /// Codes of one plane in one cache line: the loop over the line has a constant length and
    /// disappears, which saves a third of the time.
    private void sumLines(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        double step = query.step();
        double offset = query.offset();
        for (int row = 0; row < count; row++) {
            long address = addresses[row];
            LongVector common = LongVector.zero(SPECIES);
            for (int i = 0; i < LINE_WORDS; i += LANES) {
                common = common.add(ofFour(load(address + 8L * i), words, i, LINE_WORDS));
            }
            sums[row] = (float) (step * (common.reduceLanes(VectorOperators.ADD) - offset));
        }
    }

    private void sumOnePlane(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        int planeWords = query.planeWords();
        for (int row = 0; row < count; row++) {
            long address = addresses[row];
            LongVector common = LongVector.zero(SPECIES);
            for (int i = 0; i < codeWords; i += LANES) {
                common = common.add(ofFour(load(address + 8L * i), words, i, planeWords));
            }
            sums[row] = query.sum(common.reduceLanes(VectorOperators.ADD));
        }
    }

    /// Eight planes of the query. The highest plane of the code comes first; what is there so far
    /// doubles with each plane.
    private void sumPlanes(long[] addresses, int count, float[] sums) {
        long[] words = query.words();
        int planeWords = query.planeWords();
        for (int row = 0; row < count; row++) {
            LongVector common = LongVector.zero(SPECIES);
            for (int plane = codePlanes - 1; plane >= 0; plane--) {
                long address = addresses[row] + (long) plane * planeBytes;
                common = common.add(common);
                for (int i = 0; i < codeWords; i += LANES) {
                    common = common.add(ofEight(load(address + 8L * i), words, i, planeWords));
                }
            }
            sums[row] = query.sum(common.reduceLanes(VectorOperators.ADD));
        }
    }

    /// Bits in common with four planes, the last of which counts negative.
    private static LongVector ofFour(LongVector bits, long[] words, int at, int planeWords) {
        LongVector c0 = common(bits, words, at);
        LongVector c1 = common(bits, words, at + planeWords);
        LongVector c2 = common(bits, words, at + 2 * planeWords);
        LongVector c3 = common(bits, words, at + 3 * planeWords);
        LongVector high = c2.sub(c3.add(c3)).lanewise(VectorOperators.LSHL, 2);
        return c0.add(c1.add(c1)).add(high);
    }

    private static LongVector ofEight(LongVector bits, long[] words, int at, int planeWords) {
        LongVector c0 = common(bits, words, at);
        LongVector c1 = common(bits, words, at + planeWords);
        LongVector c2 = common(bits, words, at + 2 * planeWords);
        LongVector c3 = common(bits, words, at + 3 * planeWords);
        LongVector low = c2.add(c3.add(c3)).lanewise(VectorOperators.LSHL, 2);
        LongVector high = ofFour(bits, words, at + 4 * planeWords, planeWords);
        return c0.add(c1.add(c1)).add(low).add(high.lanewise(VectorOperators.LSHL, 4));
    }

    private static LongVector load(long address) {
        return LongVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
    }

    private static LongVector common(LongVector bits, long[] words, int at) {
        return bits.and(LongVector.fromArray(SPECIES, words, at))
                .lanewise(VectorOperators.BIT_COUNT);
    }
}
