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
        if (codePlanes == 1) {
            for (int i = 0; i < count; i++) {
                sums[i] = query.sum(commonOfOnePlane(addresses[i]));
            }
        } else {
            for (int i = 0; i < count; i++) {
                sums[i] = query.sum(commonOfPlanes(addresses[i]));
            }
        }
    }

    /// One plane of the code, four of the query.
    private long commonOfOnePlane(long address) {
        long[] words = query.words();
        int planeWords = query.planeWords();
        LongVector low = LongVector.zero(SPECIES);
        LongVector high = low;
        for (int i = 0; i < codeWords; i += LANES) {
            LongVector bits =
                    LongVector.fromMemorySegment(SPECIES, MEMORY, address + 8L * i, ORDER);
            LongVector c0 = common(bits, words, i);
            LongVector c1 = common(bits, words, i + planeWords);
            LongVector c2 = common(bits, words, i + 2 * planeWords);
            LongVector c3 = common(bits, words, i + 3 * planeWords);
            low = low.add(c0).add(c1.add(c1));
            high = high.add(c2).sub(c3.add(c3));
        }
        return low.add(high.lanewise(VectorOperators.LSHL, 2)).reduceLanes(VectorOperators.ADD);
    }

    /// The highest plane of the code first; what is there so far doubles with each plane. Eight
    /// planes of the query.
    private long commonOfPlanes(long address) {
        LongVector low = LongVector.zero(SPECIES);
        LongVector high = low;
        long[] words = query.words();
        int planeWords = query.planeWords();
        for (int plane = codePlanes - 1; plane >= 0; plane--) {
            long at = address + (long) plane * planeBytes;
            low = low.add(low);
            high = high.add(high);
            for (int i = 0; i < codeWords; i += LANES) {
                LongVector bits = LongVector.fromMemorySegment(SPECIES, MEMORY, at + 8L * i, ORDER);
                LongVector c0 = common(bits, words, i);
                LongVector c1 = common(bits, words, i + planeWords);
                LongVector c2 = common(bits, words, i + 2 * planeWords);
                LongVector c3 = common(bits, words, i + 3 * planeWords);
                LongVector c4 = common(bits, words, i + 4 * planeWords);
                LongVector c5 = common(bits, words, i + 5 * planeWords);
                LongVector c6 = common(bits, words, i + 6 * planeWords);
                LongVector c7 = common(bits, words, i + 7 * planeWords);
                low = low.add(quad(c0, c1, c2.add(c3.add(c3))));
                high = high.add(quad(c4, c5, c6.sub(c7.add(c7))));
            }
        }
        return low.add(high.lanewise(VectorOperators.LSHL, 4)).reduceLanes(VectorOperators.ADD);
    }

    private static LongVector quad(LongVector ones, LongVector twos, LongVector fours) {
        return ones.add(twos.add(twos)).add(fours.lanewise(VectorOperators.LSHL, 2));
    }

    private static LongVector common(LongVector bits, long[] words, int at) {
        return bits.and(LongVector.fromArray(SPECIES, words, at))
                .lanewise(VectorOperators.BIT_COUNT);
    }
}
