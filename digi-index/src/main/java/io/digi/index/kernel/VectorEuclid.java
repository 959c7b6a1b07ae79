package io.digi.index.kernel;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Negated squared Euclidean distance with the Vector API. One accumulator per row and four rows
/// per query load: on 512-bit vectors that reads rows at the speed of the second-level cache. The
/// values behind the last full vector are added one by one. Plain twin and oracle of the tests:
/// [PlainEuclid].
final class VectorEuclid extends FourRowKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    VectorEuclid() {
        super(Metric.EUCLID);
    }

    @Override
    void scoreFour(
            float[] query,
            long address0,
            long address1,
            long address2,
            long address3,
            float[] scores,
            int at) {
        FloatVector sums0 = FloatVector.zero(SPECIES);
        FloatVector sums1 = sums0;
        FloatVector sums2 = sums0;
        FloatVector sums3 = sums0;
        int bound = SPECIES.loopBound(query.length);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, query, i);
            long shift = 4L * i;
            FloatVector row0 =
                    FloatVector.fromMemorySegment(SPECIES, MEMORY, address0 + shift, ORDER);
            FloatVector row1 =
                    FloatVector.fromMemorySegment(SPECIES, MEMORY, address1 + shift, ORDER);
            FloatVector row2 =
                    FloatVector.fromMemorySegment(SPECIES, MEMORY, address2 + shift, ORDER);
            FloatVector row3 =
                    FloatVector.fromMemorySegment(SPECIES, MEMORY, address3 + shift, ORDER);
            FloatVector gap0 = q.sub(row0);
            sums0 = gap0.fma(gap0, sums0);
            FloatVector gap1 = q.sub(row1);
            sums1 = gap1.fma(gap1, sums1);
            FloatVector gap2 = q.sub(row2);
            sums2 = gap2.fma(gap2, sums2);
            FloatVector gap3 = q.sub(row3);
            sums3 = gap3.fma(gap3, sums3);
        }
        float sum0 = sums0.reduceLanes(VectorOperators.ADD);
        float sum1 = sums1.reduceLanes(VectorOperators.ADD);
        float sum2 = sums2.reduceLanes(VectorOperators.ADD);
        float sum3 = sums3.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            float q = query[i];
            long shift = 4L * i;
            sum0 += PlainEuclid.term(q, MEMORY.get(FLOAT, address0 + shift));
            sum1 += PlainEuclid.term(q, MEMORY.get(FLOAT, address1 + shift));
            sum2 += PlainEuclid.term(q, MEMORY.get(FLOAT, address2 + shift));
            sum3 += PlainEuclid.term(q, MEMORY.get(FLOAT, address3 + shift));
        }
        scores[at] = 0f - sum0;
        scores[at + 1] = 0f - sum1;
        scores[at + 2] = 0f - sum2;
        scores[at + 3] = 0f - sum3;
    }

    @Override
    float scoreOne(float[] query, long address) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int bound = SPECIES.loopBound(query.length);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, query, i);
            FloatVector row =
                    FloatVector.fromMemorySegment(SPECIES, MEMORY, address + 4L * i, ORDER);
            FloatVector gap = q.sub(row);
            sums = gap.fma(gap, sums);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            sum += PlainEuclid.term(query[i], MEMORY.get(FLOAT, address + 4L * i));
        }
        return 0f - sum;
    }
}
