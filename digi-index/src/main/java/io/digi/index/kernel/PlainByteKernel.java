package io.digi.index.kernel;

import java.lang.foreign.ValueLayout;

/// Rows of bytes in plain Java: the fallback without the vector module, and the twin of
/// [VectorByteKernel] in the tests.
final class PlainByteKernel extends ByteKernel {
    PlainByteKernel(ByteMetric metric, boolean unsigned) {
        super(metric, unsigned);
    }

    @Override
    long dot(byte[] query, long address) {
        long sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += (long) value(query[i]) * at(address + i);
        }
        return sum;
    }

    @Override
    long squares(long address, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int value = at(address + i);
            sum += (long) value * value;
        }
        return sum;
    }

    @Override
    long squaredGaps(byte[] query, long address) {
        long sum = 0;
        for (int i = 0; i < query.length; i++) {
            int gap = value(query[i]) - at(address + i);
            sum += (long) gap * gap;
        }
        return sum;
    }

    @Override
    long gaps(byte[] query, long address) {
        long sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += Math.abs(value(query[i]) - at(address + i));
        }
        return sum;
    }

    private int at(long address) {
        return value(MEMORY.get(ValueLayout.JAVA_BYTE, address));
    }
}
