package io.digi.index.codes;

import io.digi.index.memory.MemoryRegion;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The codes of some successive rows, as far as they have one.
final class RowCodeChunk {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    /// Kernels read whole vectors, which may end behind the last row.
    private static final int SLACK_BYTES = 64;

    private final long number;
    private final int rowsLog;
    private final long strideBytes;
    private final MemoryRegion memory;
    private final long address;

    /// Which rows have a code, a bit for each.
    private final long[] coded;

    /// Takes its memory of `memory`, which it closes at last. Throws
    /// [io.digi.index.memory.MemoryRefusedException].
    ///
    /// @param number rows from `number << rowsLog` on
    RowCodeChunk(long number, int rowsLog, long strideBytes, MemoryRegion memory) {
        this.number = number;
        this.rowsLog = rowsLog;
        this.strideBytes = strideBytes;
        this.memory = memory;
        this.address = memory.allocate(bytes(rowsLog, strideBytes)).address();
        this.coded = new long[Math.max(1, 1 << rowsLog >> 6)];
    }

    static long bytes(int rowsLog, long strideBytes) {
        return (strideBytes << rowsLog) + SLACK_BYTES;
    }

    long number() {
        return number;
    }

    /// Where the code of a row of this chunk is, or is to be.
    long placeOf(long row) {
        return address + indexOf(row) * strideBytes;
    }

    /// Lets the code of a row be seen by whoever asks.
    void publish(long row) {
        long _ = (long) WORD.getAndBitwiseOrRelease(coded, indexOf(row) >> 6, 1L << row);
    }

    boolean has(long row) {
        return ((long) WORD.getAcquire(coded, indexOf(row) >> 6) & 1L << row) != 0;
    }

    private int indexOf(long row) {
        return (int) (row - (number << rowsLog));
    }

    void free() {
        memory.close();
    }
}
