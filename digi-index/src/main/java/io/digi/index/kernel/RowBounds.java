package io.digi.index.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// What kernels require of rows before they read them by address.
final class RowBounds {
    private RowBounds() {}

    static void requireReadable(MemorySegment rows) {
        if (!rows.isNative()) {
            throw new IllegalArgumentException("rows must be native memory, got " + rows);
        }
        if (!rows.scope().isAlive()) {
            throw new IllegalStateException("rows were closed: " + rows);
        }
    }

    static void requireInside(long offset, long stride, int rowCount, long offsetMax) {
        if (rowCount == 0) {
            return;
        }
        long strideMax = rowCount == 1 ? stride : (offsetMax - offset) / (rowCount - 1);
        if (offset < 0 || offset > offsetMax || stride < 0 || stride > strideMax) {
            throw new IndexOutOfBoundsException(
                    "%d rows from offset %d, stride %d, are not in offsets 0 to %d"
                            .formatted(rowCount, offset, stride, offsetMax));
        }
    }

    /// One branch for all offsets: a negative number anywhere makes the union negative.
    static void requireInside(long[] offsets, int count, long offsetMax) {
        long union = 0;
        for (int i = 0; i < count; i++) {
            union |= offsets[i] | (offsetMax - offsets[i]);
        }
        if (union < 0) {
            throw new IndexOutOfBoundsException(
                    "one of the offsets %s is not in 0 to %d"
                            .formatted(Arrays.toString(Arrays.copyOf(offsets, count)), offsetMax));
        }
    }
}
