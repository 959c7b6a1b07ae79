package io.digi.bench.data;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// A table in the format of the public sets of vectors: `.fvecs` (float32), `.bvecs` (unsigned
/// bytes) and `.ivecs` (int32, for neighbours). Each row begins with its dimension.
///
/// | bytes | content |
/// |---|---|
/// | 4 | dimension, little-endian int32, the same in every row |
/// | dimension × 4, 1 or 4 | the values, little-endian |
final class VecsFile {
    private static final int DIMENSION_MAX = 65_536;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Kind kind;
    private final int rowCount;
    private final int columnCount;
    private final MemorySegment memory;

    private VecsFile(Path file, Kind kind, int rowCount, int columnCount, MemorySegment memory) {
        this.file = file;
        this.kind = kind;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.memory = memory;
    }

    private enum Kind {
        FLOATS(".fvecs", Float.BYTES),
        BYTES(".bvecs", Byte.BYTES),
        INTS(".ivecs", Integer.BYTES);

        private final String suffix;
        private final int size;

        Kind(String suffix, int size) {
            this.suffix = suffix;
            this.size = size;
        }

        private static Kind of(Path file) throws BenchException {
            return Arrays.stream(values())
                    .filter(kind -> file.toString().endsWith(kind.suffix))
                    .findFirst()
                    .orElseThrow(
                            () -> new BenchException(file + ": expected .fvecs, .bvecs or .ivecs"));
        }
    }

    static VecsFile open(Path file) throws IOException {
        Kind kind = Kind.of(file);
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment memory =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            int dimension = memory.byteSize() < Integer.BYTES ? 0 : memory.get(INT, 0);
            if (dimension < 1 || dimension > DIMENSION_MAX) {
                throw new BenchException(
                        "%s: the first row has dimension %d, expected 1 to %d"
                                .formatted(file, dimension, DIMENSION_MAX));
            }
            long stride = Integer.BYTES + (long) dimension * kind.size;
            long rows = memory.byteSize() / stride;
            if (memory.byteSize() % stride != 0 || rows > Integer.MAX_VALUE) {
                throw new BenchException(
                        "%s: %d bytes are no whole number of rows of %d bytes"
                                .formatted(file, memory.byteSize(), stride));
            }
            return new VecsFile(file, kind, (int) rows, dimension, memory);
        }
    }

    int rowCount() {
        return rowCount;
    }

    int columnCount() {
        return columnCount;
    }

    /// Writes all rows in NumPy's format: floats, or integers of a table of integers.
    void copyTo(Path npy) throws IOException {
        switch (kind) {
            case FLOATS, BYTES -> copyFloats(npy);
            case INTS -> copyInts(npy);
        }
    }

    private void copyFloats(Path npy) throws IOException {
        float[] values = new float[columnCount];
        try (NpyWriter writer = NpyWriter.floats(npy, rowCount, columnCount)) {
            for (int row = 0; row < rowCount; row++) {
                long from = valuesOf(row);
                for (int i = 0; i < columnCount; i++) {
                    values[i] =
                            kind == Kind.BYTES
                                    ? memory.get(ValueLayout.JAVA_BYTE, from + i) & 0xff
                                    : memory.get(FLOAT, from + 4L * i);
                }
                writer.add(values);
            }
            writer.finish();
        }
    }

    private void copyInts(Path npy) throws IOException {
        int[] values = new int[columnCount];
        try (NpyWriter writer = NpyWriter.ints(npy, rowCount, columnCount)) {
            for (int row = 0; row < rowCount; row++) {
                MemorySegment.copy(memory, INT, valuesOf(row), values, 0, columnCount);
                writer.add(values);
            }
            writer.finish();
        }
    }

    /// Where the values of a row start.
    private long valuesOf(int row) throws BenchException {
        long at = row * (Integer.BYTES + (long) columnCount * kind.size);
        int dimension = memory.get(INT, at);
        if (dimension != columnCount) {
            throw new BenchException(
                    "%s: row %d has dimension %d, expected %d as in the first"
                            .formatted(file, row, dimension, columnCount));
        }
        return at + Integer.BYTES;
    }
}
