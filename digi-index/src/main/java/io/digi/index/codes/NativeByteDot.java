package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.INT;
import static io.digi.index.codes.CodeTable.MEMORY;

import io.digi.index.address.NativeCode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Dot product of bytes and whole numbers with VNNI: the query is rounded to numbers of 15 bits in
/// two planes of bytes; one that is a code itself is a single plane, exactly. Three times as fast
/// as [VectorByteDot]. Oracle of the tests: [PlainByteDot].
final class NativeByteDot extends CodeKernel {
    private static final FloatLoops LOOPS = FloatLoops.chosen();
    private static final int NUMBER_MAX = 127 * 128;
    private static final Rounding ROUNDING = Rounding.toNearest(NUMBER_MAX);

    /// A garbage collection waits for a call, so none has more rows.
    private static final int BATCH = 128;

    private final CodeLayout layout;
    private final int dimension;
    private final int[] numbers;
    private final byte[] query;
    private final MemorySegment numberMemory;
    private final MemorySegment queryMemory;
    private final long[] batch = new long[BATCH];
    private final float[] batchSums = new float[BATCH];
    private final MemorySegment batchMemory = MemorySegment.ofArray(batch);
    private final MemorySegment sumMemory = MemorySegment.ofArray(batchSums);
    private int planeCount;
    private double step;
    private long numberSum;

    NativeByteDot(CodeLayout layout) {
        this.layout = layout;
        this.dimension = layout.paddedDimension();
        this.numbers = new int[dimension];
        this.query = new byte[2 * dimension];
        this.numberMemory = MemorySegment.ofArray(numbers);
        this.queryMemory = MemorySegment.ofArray(query);
    }

    @Override
    void prepare(float[] query) {
        step = (double) Math.max(LOOPS.largest(query), Float.MIN_NORMAL) / NUMBER_MAX;
        numberSum = LOOPS.round(query, (float) (1 / step), ROUNDING, numbers);
        NativeCode.split(numberMemory, dimension, queryMemory);
        planeCount = 2;
    }

    @Override
    void prepareCode(long address) {
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, address, query, 0, dimension);
        numberSum = MEMORY.get(INT, address + layout.factorsOffset() + CodeLayout.SUM);
        step = 1;
        planeCount = 1;
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        for (int i = 0; i < count; i += BATCH) {
            int size = Math.min(BATCH, count - i);
            System.arraycopy(addresses, i, batch, 0, size);
            NativeCode.byteSums(
                    queryMemory,
                    planeCount,
                    dimension,
                    batchMemory,
                    size,
                    step,
                    numberSum,
                    sumMemory);
            System.arraycopy(batchSums, 0, sums, i, size);
        }
    }
}
