package io.digi.bench.data;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table of numbers in NumPy's format, `[rowCount × columnCount]` row-major, mapped as it is in
/// the file, which must not change meanwhile. Thread-safe.
///
/// | bytes | content |
/// |---|---|
/// | 6 | `\x93NUMPY` |
/// | 2 | version, major and minor |
/// | 2 (version 1) or 4 | size of the header, little-endian |
/// | … | the header: a Python dictionary with `descr`, `fortran_order` and `shape` |
/// | … | the numbers |
public final class NpyFile {
    static final String MAGIC = "\u0093NUMPY";

    private static final int VERSION_AT = 6;
    private static final int SIZE_AT = 8;
    private static final int PREFIX_SIZE_MAX = 12;
    private static final int HEADER_SIZE_MAX = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ROW_MAJOR = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*,?\\s*\\)");

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ElementType type;
    private final int rowCount;
    private final int columnCount;
    private final MemorySegment elements;

    private NpyFile(ElementType type, int rowCount, int columnCount, MemorySegment elements) {
        this.type = type;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.elements = elements;
    }

    /// What a table holds.
    enum ElementType {
        FLOAT16("<f2", 2),
        FLOAT32("<f4", 4),
        INT32("<i4", 4);

        private final String code;
        private final int size;

        ElementType(String code, int size) {
            this.code = code;
            this.size = size;
        }

        String code() {
            return code;
        }

        private static ElementType of(Path file, String code) throws BenchException {
            for (ElementType type : values()) {
                if (type.code.equals(code)) {
                    return type;
                }
            }
            throw new BenchException(
                    "%s: expected elements <f2, <f4 or <i4, came %s".formatted(file, code));
        }
    }

    public static NpyFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer prefix = bytes(file, channel, 0, PREFIX_SIZE_MAX);
            String magic = StandardCharsets.ISO_8859_1.decode(prefix.slice(0, 6)).toString();
            int version = prefix.get(VERSION_AT);
            if (!magic.equals(MAGIC) || version < 1 || version > 3) {
                throw new BenchException(file + ": expected NumPy's format, version 1 to 3");
            }
            int at = version == 1 ? SIZE_AT + 2 : PREFIX_SIZE_MAX;
            int size = version == 1 ? prefix.getShort(SIZE_AT) & 0xffff : prefix.getInt(SIZE_AT);
            if (size < 0 || size > HEADER_SIZE_MAX) {
                throw new BenchException(file + ": a header of " + size + " bytes is too large");
            }
            String header =
                    StandardCharsets.ISO_8859_1.decode(bytes(file, channel, at, size)).toString();
            return withHeader(file, channel, header, at + size);
        }
    }

    private static NpyFile withHeader(Path file, FileChannel channel, String header, long from)
            throws IOException {
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || !ROW_MAJOR.matcher(header).find()) {
            throw new BenchException(
                    "%s: expected rows and columns in C order, came %s".formatted(file, header));
        }
        ElementType element = ElementType.of(file, type.group(1));
        int rows = Integer.parseInt(shape.group(1));
        int columns = Integer.parseInt(shape.group(2));
        long size = (long) rows * columns * element.size;
        requireBytes(file, from, size, channel.size() - from);
        return new NpyFile(
                element,
                rows,
                columns,
                channel.map(FileChannel.MapMode.READ_ONLY, from, size, Arena.ofAuto()));
    }

    private static ByteBuffer bytes(Path file, FileChannel channel, long from, int size)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                requireBytes(file, from, size, bytes.position());
            }
        }
        return bytes.flip();
    }

    private static void requireBytes(Path file, long from, long size, long present)
            throws BenchException {
        if (present < size) {
            throw new BenchException(
                    "%s: expected %d bytes from byte %d on, came %d"
                            .formatted(file, size, from, Math.max(0, present)));
        }
    }

    /// Writes a table of 32-bit integers, of which every row has as many as the first, and opens
    /// it.
    public static NpyFile ofInts(Path file, List<int[]> rows) throws IOException {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().length;
        try (NpyWriter writer = NpyWriter.ints(file, rows.size(), columns)) {
            for (int[] row : rows) {
                writer.add(row);
            }
            writer.finish();
        }
        return read(file);
    }

    public int rowCount() {
        return rowCount;
    }

    public int columnCount() {
        return columnCount;
    }

    /// A row `[columnCount]` of a table of floats of 16 or 32 bits.
    public float[] floats(int row) {
        float[] values = new float[columnCount];
        read(row, values);
        return values;
    }

    /// Copies a row of a table of floats into `values [columnCount]`.
    public void read(int row, float[] values) {
        long from = at(row, 0);
        switch (type) {
            case FLOAT16 -> {
                for (int column = 0; column < columnCount; column++) {
                    values[column] = Float.float16ToFloat(elements.get(SHORT, from + 2L * column));
                }
            }
            case FLOAT32 -> MemorySegment.copy(elements, FLOAT, from, values, 0, columnCount);
            case INT32 -> throw new IllegalStateException("expected floats, are ints");
        }
    }

    /// An element of a table of 32-bit integers.
    public int intAt(int row, int column) {
        if (!holdsInts()) {
            throw new IllegalStateException("expected ints, are floats");
        }
        return elements.get(INT, at(row, column));
    }

    boolean holdsInts() {
        return type == ElementType.INT32;
    }

    private long at(int row, int column) {
        return ((long) row * columnCount + column) * type.size;
    }
}
