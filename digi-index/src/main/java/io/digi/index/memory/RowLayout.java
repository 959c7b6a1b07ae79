package io.digi.index.memory;

/// How rows of float32 values lie in memory.
///
/// A row is padded to a multiple of 64 bytes, so that no vector load crosses a cache line, where
/// that costs at most an eighth of memory; small or odd rows lie next to each other.
///
/// @param dimension values in a row, 1 to 65,536
/// @param strideBytes from the start of a row to the next
public record RowLayout(int dimension, long strideBytes) {
    private static final int DIMENSION_MAX = 65_536;
    private static final long LINE_BYTES = 64;

    public RowLayout {
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw new IllegalArgumentException(
                    "dimension is %d, must be 1 to %d".formatted(dimension, DIMENSION_MAX));
        }
        if (strideBytes < 4L * dimension) {
            throw new IllegalArgumentException(
                    "stride is %d bytes, but a row of dimension %d has %d"
                            .formatted(strideBytes, dimension, 4L * dimension));
        }
    }

    public RowLayout(int dimension) {
        this(dimension, stride(4L * dimension));
    }

    private static long stride(long sizeBytes) {
        long padded = (sizeBytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES;
        return (padded - sizeBytes) * 8 <= sizeBytes ? padded : sizeBytes;
    }
}
