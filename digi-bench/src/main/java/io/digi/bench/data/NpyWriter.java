package io.digi.bench.data;

import io.digi.bench.data.NpyFile.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a table in NumPy's format, row after row. The file appears under its name when it is
/// complete, so that what is there may be used by a later run. Not thread-safe.
final class NpyWriter implements AutoCloseable {
    private static final int HEADER_SIZE = 128;
    private static final int BUFFER_SIZE = 1 << 20;

    private final Path file;
    private final Path unfinished;
    private final int rowCount;
    private final int columnCount;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private int written;

    private NpyWriter(Path file, ElementType type, int rowCount, int columnCount)
            throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.buffer =
                ByteBuffer.allocateDirect(Math.max(BUFFER_SIZE, Integer.BYTES * columnCount))
                        .order(ByteOrder.LITTLE_ENDIAN);
        this.channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        putHeader(type);
    }

    static NpyWriter floats(Path file, int rowCount, int columnCount) throws IOException {
        return new NpyWriter(file, ElementType.FLOAT32, rowCount, columnCount);
    }

    static NpyWriter ints(Path file, int rowCount, int columnCount) throws IOException {
        return new NpyWriter(file, ElementType.INT32, rowCount, columnCount);
    }

    private void putHeader(ElementType type) {
        String text =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
                        .formatted(type.code(), rowCount, columnCount);
        int size = HEADER_SIZE - NpyFile.MAGIC.length() - 4;
        buffer.put(NpyFile.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
        buffer.put((byte) 1).put((byte) 0).putShort((short) size);
        buffer.put(text.getBytes(StandardCharsets.US_ASCII));
        while (buffer.position() < HEADER_SIZE - 1) {
            buffer.put((byte) ' ');
        }
        buffer.put((byte) '\n');
    }

    /// Appends `row [columnCount]`.
    void add(float[] row) throws IOException {
        beginRow(row.length);
        buffer.asFloatBuffer().put(row);
        buffer.position(buffer.position() + Float.BYTES * columnCount);
    }

    /// Appends `row [columnCount]`.
    void add(int[] row) throws IOException {
        beginRow(row.length);
        buffer.asIntBuffer().put(row);
        buffer.position(buffer.position() + Integer.BYTES * columnCount);
    }

    private void beginRow(int length) throws IOException {
        if (length != columnCount || written == rowCount) {
            throw new IllegalStateException(
                    "row %d of %d with %d of %d columns"
                            .formatted(written, rowCount, length, columnCount));
        }
        written++;
        if (buffer.remaining() < Integer.BYTES * columnCount) {
            drain();
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /// To be called after the last row.
    void finish() throws IOException {
        if (written != rowCount) {
            throw new IllegalStateException("only %d of %d rows".formatted(written, rowCount));
        }
        drain();
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes the file if it was not finished.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
