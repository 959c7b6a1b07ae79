package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.MEMORY;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Dot product of bytes and floats with the Vector API, four codes per load of the query. Bytes
/// become floats in the register: a third slower than products of 16 bits, but the query keeps all
/// its bits. Plain twin and oracle of the tests: [PlainByteDot].
final class VectorByteDot extends CodeKernel {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    /// As many bytes as floats; the shortest vector has more than four.
    static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(
                    byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));

    private final float[] query;

    VectorByteDot(int paddedDimension) {
        this.query = new float[paddedDimension];
    }

    @Override
    void prepare(float[] query) {
        System.arraycopy(query, 0, this.query, 0, query.length);
    }

    @Override
    void prepareCode(long address) {
        for (int i = 0; i < query.length; i += FLOATS.length()) {
            load(address + i).intoArray(query, i);
        }
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        int fours = count & ~3;
        for (int i = 0; i < fours; i += 4) {
            sumFour(addresses, i, sums);
        }
        for (int i = fours; i < count; i++) {
            sums[i] = sumOne(addresses[i]);
        }
    }

    private void sumFour(long[] addresses, int at, float[] sums) {
        long address0 = addresses[at];
        long address1 = addresses[at + 1];
        long address2 = addresses[at + 2];
        long address3 = addresses[at + 3];
        FloatVector sums0 = FloatVector.zero(FLOATS);
        FloatVector sums1 = sums0;
        FloatVector sums2 = sums0;
        FloatVector sums3 = sums0;
        for (int i = 0; i < query.length; i += FLOATS.length()) {
            FloatVector q = FloatVector.fromArray(FLOATS, query, i);
            sums0 = q.fma(load(address0 + i), sums0);
            sums1 = q.fma(load(address1 + i), sums1);
            sums2 = q.fma(load(address2 + i), sums2);
            sums3 = q.fma(load(address3 + i), sums3);
        }
        sums[at] = sums0.reduceLanes(VectorOperators.ADD);
        sums[at + 1] = sums1.reduceLanes(VectorOperators.ADD);
        sums[at + 2] = sums2.reduceLanes(VectorOperators.ADD);
        sums[at + 3] = sums3.reduceLanes(VectorOperators.ADD);
    }

    private float sumOne(long address) {
        FloatVector even = FloatVector.zero(FLOATS);
        FloatVector odd = even;
        for (int i = 0; i < query.length; i += 2 * FLOATS.length()) {
            int next = i + FLOATS.length();
            even = FloatVector.fromArray(FLOATS, query, i).fma(load(address + i), even);
            odd = FloatVector.fromArray(FLOATS, query, next).fma(load(address + next), odd);
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }

    static FloatVector load(long address) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, MEMORY, address, ByteOrder.LITTLE_ENDIAN)
                        .convertShape(VectorOperators.B2F, FLOATS, 0);
    }
}
