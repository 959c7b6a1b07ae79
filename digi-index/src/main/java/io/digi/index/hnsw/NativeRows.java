package io.digi.index.hnsw;

import io.digi.index.address.AllMemory;
import io.digi.index.memory.MemoryRegion;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Rows of one size in native memory, found by number, in chunks that never move. The addresses of
/// the chunks are copied on growth and published by one volatile write.
///
/// Rows are read and written by address, through [#MEMORY]: whoever does so holds the region open.
/// A new row is filled with -1.
final class NativeRows {
    static final MemorySegment MEMORY = AllMemory.SEGMENT;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static final long CHUNK_BYTES = 256 << 10;
    private static final byte FILLER = -1;

    private final MemoryRegion region;
    private final long rowBytes;
    private final int chunkLog;
    private volatile long[] chunks = {};

    NativeRows(MemoryRegion region, long rowBytes) {
        this.region = region;
        this.rowBytes = rowBytes;
        this.chunkLog = 63 - Long.numberOfLeadingZeros(Math.max(64, CHUNK_BYTES / rowBytes));
    }

    long rowBytes() {
        return rowBytes;
    }

    /// Rows below this number have memory.
    long capacity() {
        return (long) chunks.length << chunkLog;
    }

    /// Addresses of the chunks, for loops that look at many rows; see [#addressOf(long[], int)].
    long[] chunks() {
        return chunks;
    }

    long addressOf(int row) {
        return addressOf(chunks, row);
    }

    long addressOf(long[] published, int row) {
        return published[row >>> chunkLog] + (row & (1 << chunkLog) - 1) * rowBytes;
    }

    /// Makes place for the rows below `count`. Throws [io.digi.index.memory.MemoryRefusedException]
    /// if the budget refuses; chunks that were allocated before stay and serve the next growth.
    void reserve(long count) {
        if (capacity() < count) {
            grow(count);
        }
    }

    /// Makes all rows as new ones. Nobody may be reading or writing them.
    synchronized void fill() {
        for (long chunk : chunks) {
            MEMORY.asSlice(chunk, rowBytes << chunkLog).fill(FILLER);
        }
    }

    /// Whoever asks for a row from now on fails on the bounds of an array.
    synchronized void close() {
        chunks = new long[0];
    }

    private synchronized void grow(long count) {
        while (capacity() < count) {
            long[] old = chunks;
            MemorySegment chunk = region.allocate(rowBytes << chunkLog);
            chunk.fill(FILLER);
            long[] grown = Arrays.copyOf(old, old.length + 1);
            grown[old.length] = chunk.address();
            chunks = grown;
        }
    }
}
