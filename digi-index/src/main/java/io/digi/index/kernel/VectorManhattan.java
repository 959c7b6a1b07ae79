package io.digi.index.kernel;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Negated Manhattan distance with the Vector API. One accumulator per row and four rows per query
/// load: on 512-bit vectors that reads rows at the speed of the second-level cache. The values
/// behind the last full vector are added one by one. Plain twin and oracle of the tests:
/// [PlainManhattan].
final class VectorManhattan extends FourRowKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    VectorManhattan() {
        super(Metric.MANHATTAN);
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
            sums0 = sums0.add(q.sub(row0).abs());
            sums1 = sums1.add(q.sub(row1).abs());
            sums2 = sums2.add(q.sub(row2).abs());
            sums3 = sums3.add(q.sub(row3).abs());
        }
        float sum0 = sums0.reduceLanes(VectorOperators.ADD);
        float sum1 = sums1.reduceLanes(VectorOperators.ADD);
        float sum2 = sums2.reduceLanes(VectorOperators.ADD);
        float sum3 = sums3.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            float q = query[i];
            long shift = 4L * i;
            sum0 += PlainManhattan.term(q, MEMORY.get(FLOAT, address0 + shift));
            sum1 += PlainManhattan.term(q, MEMORY.get(FLOAT, address1 + shift));
            sum2 += PlainManhattan.term(q, MEMORY.get(FLOAT, address2 + shift));
            sum3 += PlainManhattan.term(q, MEMORY.get(FLOAT, address3 + shift));
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
            sums = sums.add(q.sub(row).abs());
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            sum += PlainManhattan.term(query[i], MEMORY.get(FLOAT, address + 4L * i));
        }
        return 0f - sum;
    }
}
