package io.digi.index.kernel;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Rows of bytes with the Vector API: bytes become ints in the register. Sums of a block stay
/// within an int; those of blocks are added as longs. The values behind the last full vector are
/// added one by one. Plain twin and oracle of the tests: [PlainByteKernel].
final class VectorByteKernel extends ByteKernel {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();

    /// As many bytes as ints, or as the shortest vector has.
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(
                    byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / 4)));

    /// Of values whose squares add up to less than an int holds, a multiple of all lengths.
    private static final int BLOCK = 1 << 14;

    VectorByteKernel(ByteMetric metric, boolean unsigned) {
        super(metric, unsigned);
    }

    @Override
    long dot(byte[] query, long address) {
        long sum = 0;
        int bound = bound(query.length);
        for (int from = 0; from < bound; from += BLOCK) {
            IntVector sums = IntVector.zero(INTS);
            int end = Math.min(bound, from + BLOCK);
            for (int i = from; i < end; i += LANES) {
                sums = sums.add(ints(query, i).mul(ints(address + i)));
            }
            sum += sums.reduceLanes(VectorOperators.ADD);
        }
        for (int i = bound; i < query.length; i++) {
            sum += (long) value(query[i]) * at(address + i);
        }
        return sum;
    }

    @Override
    long squares(long address, int count) {
        long sum = 0;
        int bound = bound(count);
        for (int from = 0; from < bound; from += BLOCK) {
            IntVector sums = IntVector.zero(INTS);
            int end = Math.min(bound, from + BLOCK);
            for (int i = from; i < end; i += LANES) {
                IntVector row = ints(address + i);
                sums = sums.add(row.mul(row));
            }
            sum += sums.reduceLanes(VectorOperators.ADD);
        }
        for (int i = bound; i < count; i++) {
            int value = at(address + i);
            sum += (long) value * value;
        }
        return sum;
    }

    @Override
    long squaredGaps(byte[] query, long address) {
        long sum = 0;
        int bound = bound(query.length);
        for (int from = 0; from < bound; from += BLOCK) {
            IntVector sums = IntVector.zero(INTS);
            int end = Math.min(bound, from + BLOCK);
            for (int i = from; i < end; i += LANES) {
                IntVector gap = ints(query, i).sub(ints(address + i));
                sums = sums.add(gap.mul(gap));
            }
            sum += sums.reduceLanes(VectorOperators.ADD);
        }
        for (int i = bound; i < query.length; i++) {
            int gap = value(query[i]) - at(address + i);
            sum += (long) gap * gap;
        }
        return sum;
    }

    @Override
    long gaps(byte[] query, long address) {
        IntVector sums = IntVector.zero(INTS);
        int bound = bound(query.length);
        for (int i = 0; i < bound; i += LANES) {
            sums = sums.add(ints(query, i).sub(ints(address + i)).abs());
        }
        long sum = sums.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < query.length; i++) {
            sum += Math.abs(value(query[i]) - at(address + i));
        }
        return sum;
    }

    /// Where no whole vector of bytes follows any more: the shortest may have more bytes than there
    /// are ints.
    private static int bound(int count) {
        int whole = INTS.loopBound(count);
        int beyond = BYTES.length() - LANES;
        return Math.max(0, whole - (beyond + LANES - 1) / LANES * LANES);
    }

    private IntVector ints(byte[] query, int at) {
        return ints(ByteVector.fromArray(BYTES, query, at));
    }

    private IntVector ints(long address) {
        return ints(ByteVector.fromMemorySegment(BYTES, MEMORY, address, ByteOrder.LITTLE_ENDIAN));
    }

    /// Two calls with constants: C2 compiles no conversion that it does not know.
    private IntVector ints(ByteVector bytes) {
        return isUnsigned()
                ? (IntVector) bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                : (IntVector) bytes.convertShape(VectorOperators.B2I, INTS, 0);
    }

    private int at(long address) {
        return value(MEMORY.get(ValueLayout.JAVA_BYTE, address));
    }
}
