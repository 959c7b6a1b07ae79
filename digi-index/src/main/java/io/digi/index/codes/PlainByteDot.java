package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.MEMORY;

import java.lang.foreign.ValueLayout;

/// Dot product of bytes and floats in plain Java: the fallback, and the twin of [VectorByteDot].
final class PlainByteDot extends CodeKernel {
    private final float[] query;

    PlainByteDot(int paddedDimension) {
        this.query = new float[paddedDimension];
    }

    @Override
    void prepare(float[] query) {
        System.arraycopy(query, 0, this.query, 0, query.length);
    }

    @Override
    void prepareCode(long address) {
        for (int i = 0; i < query.length; i++) {
            query[i] = MEMORY.get(ValueLayout.JAVA_BYTE, address + i);
        }
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] = sum(addresses[i]);
        }
    }

    /// Four sums, because each addition waits for the one before it.
    private float sum(long address) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < query.length; i += 4) {
            sum0 += query[i] * MEMORY.get(ValueLayout.JAVA_BYTE, address + i);
            sum1 += query[i + 1] * MEMORY.get(ValueLayout.JAVA_BYTE, address + i + 1);
            sum2 += query[i + 2] * MEMORY.get(ValueLayout.JAVA_BYTE, address + i + 2);
            sum3 += query[i + 3] * MEMORY.get(ValueLayout.JAVA_BYTE, address + i + 3);
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
