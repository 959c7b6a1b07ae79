package io.digi.index.kernel;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Dot product with the Vector API. One accumulator per row and four rows per query load: on
/// 512-bit vectors that reads rows at the speed of the second-level cache. The values behind the
/// last full vector are added one by one. Plain twin and oracle of the tests: [PlainDot].
final class VectorDot extends FourRowKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    VectorDot() {
        super(Metric.DOT);
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
            sums0 = q.fma(row0, sums0);
            sums1 = q.fma(row1, sums1);
            sums2 = q.fma(row2, sums2);
            sums3 = q.fma(row3, sums3);
        }
        float sum0 = sums0.reduceLanes(VectorOperators.ADD);
        float sum1 = sums1.reduceLanes(VectorOperators.ADD);
        float sum2 = sums2.reduceLanes(VectorOperators.ADD);
        float sum3 = sums3.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            float q = query[i];
            long shift = 4L * i;
            sum0 += PlainDot.term(q, MEMORY.get(FLOAT, address0 + shift));
            sum1 += PlainDot.term(q, MEMORY.get(FLOAT, address1 + shift));
            sum2 += PlainDot.term(q, MEMORY.get(FLOAT, address2 + shift));
            sum3 += PlainDot.term(q, MEMORY.get(FLOAT, address3 + shift));
        }
        scores[at] = sum0;
        scores[at + 1] = sum1;
        scores[at + 2] = sum2;
        scores[at + 3] = sum3;
    }

    @Override
    float scoreOne(float[] query, long address) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int bound = SPECIES.loopBound(query.length);
        for (int i = 0; i < bound; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, query, i);
            FloatVector row =
                    FloatVector.fromMemorySegment(SPECIES, MEMORY, address + 4L * i, ORDER);
            sums = q.fma(row, sums);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            sum += PlainDot.term(query[i], MEMORY.get(FLOAT, address + 4L * i));
        }
        return sum;
    }
}
