package io.digi.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Bytes of an answer, handed on without a copy.
final class AnswerBuffer extends ByteArrayOutputStream {
    private static final int SIZE_INITIAL = 1 << 10;

    AnswerBuffer() {
        super(SIZE_INITIAL);
    }

    static AnswerBuffer of(String text) {
        AnswerBuffer buffer = new AnswerBuffer();
        buffer.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return buffer;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(buf, 0, count);
    }

    /// The same bytes in gzip's format, packed fast rather than well.
    AnswerBuffer gzipped() {
        AnswerBuffer packed = new AnswerBuffer();
        try (GZIPOutputStream gzip = new FastGzip(packed)) {
            gzip.write(buf, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed;
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(AnswerBuffer target) throws IOException {
            super(target, 8 << 10);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
