package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.MEMORY;

import java.lang.foreign.ValueLayout;

/// Manhattan distance of scaled bytes and floats in plain Java: the fallback, and the twin of
/// [VectorByteGap].
final class PlainByteGap extends CodeKernel {
    private final float[] query;
    private final int scaleOffset;

    PlainByteGap(CodeLayout layout) {
        this.query = new float[layout.paddedDimension()];
        this.scaleOffset = layout.factorsOffset() + CodeLayout.SCALE;
    }

    @Override
    void prepare(float[] query) {
        System.arraycopy(query, 0, this.query, 0, query.length);
    }

    @Override
    void prepareCode(long address) {
        float scale = MEMORY.get(FLOAT, address + scaleOffset);
        for (int i = 0; i < query.length; i++) {
            query[i] = scale * MEMORY.get(ValueLayout.JAVA_BYTE, address + i);
        }
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] = sum(addresses[i], MEMORY.get(FLOAT, addresses[i] + scaleOffset));
        }
    }

    private float sum(long address, float scale) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i < query.length; i += 2) {
            even += Math.abs(query[i] - scale * MEMORY.get(ValueLayout.JAVA_BYTE, address + i));
            odd +=
                    Math.abs(
                            query[i + 1]
                                    - scale * MEMORY.get(ValueLayout.JAVA_BYTE, address + i + 1));
        }
        return even + odd;
    }
}
