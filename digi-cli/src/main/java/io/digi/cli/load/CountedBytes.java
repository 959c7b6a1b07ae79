package io.digi.cli.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A text file as bytes, that knows how many were read and in which line it is. A byte order mark
/// at the start is no part of the text.
final class CountedBytes implements Closeable {
    /// Of one line or record.
    static final int RECORD_SIZE_MAX = 4 << 20;

    static final int END = -1;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private long count;
    private long lineNumber = 1;

    private CountedBytes(InputStream in) {
        this.in = in;
    }

    static CountedBytes open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
        return new CountedBytes(in);
    }

    int read() throws IOException {
        int next = in.read();
        if (next != END) {
            count++;
        }
        if (next == '\n') {
            lineNumber++;
        }
        return next;
    }

    /// The next line without its end; empty at the end of the file. Of a line longer than
    /// [#RECORD_SIZE_MAX] one byte more than that is returned.
    Optional<byte[]> line() throws IOException {
        int next = read();
        if (next == END) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (next != END && next != '\n') {
            if (line.size() <= RECORD_SIZE_MAX) {
                line.write(next);
            }
            next = read();
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return Optional.of(carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    }

    /// The line of the next byte, from 1.
    long lineNumber() {
        return lineNumber;
    }

    long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Strictly; empty if the bytes are not UTF-8.
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
