package io.digi.server.http;

import io.digi.server.work.BodyBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Opens the body of a request, which nothing has read so far. What counts against the limit is
/// what comes out, so that a few packed bytes cannot become many.
final class RequestBody implements AutoCloseable {
    private static final int PACKED_BUFFER_SIZE = 8 << 10;

    private final BodyBudget budget;
    private final BodyStream stream;

    private RequestBody(BodyBudget budget, BodyStream stream) {
        this.budget = budget;
        this.stream = stream;
    }

    /// Throws [RequestRefused] if the body says that it is too large, or is packed in a way that is
    /// not known.
    static RequestBody open(
            Request request, long sizeMaxBytes, BodyBudget budget, LongSupplier nanoClock) {
        if (request.getLength() > sizeMaxBytes) {
            throw new RequestRefused(
                    400,
                    "JSON payload (%d bytes) is larger than allowed (limit: %d bytes)."
                            .formatted(request.getLength(), sizeMaxBytes));
        }
        InputStream unpacked = unpacked(request, Content.Source.asInputStream(request));
        return new RequestBody(budget, new BodyStream(unpacked, sizeMaxBytes, budget, nanoClock));
    }

    private static InputStream unpacked(Request request, InputStream raw) {
        String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        return switch (coding == null ? "identity" : coding.toLowerCase(Locale.ROOT)) {
            case "identity", "" -> raw;
            case "gzip" -> new LazyGzip(raw);
            default ->
                    throw new RequestRefused(
                            415, "Bad request: the body may be packed with gzip only");
        };
    }

    InputStream stream() {
        return stream;
    }

    @Override
    public void close() {
        budget.giveBack(stream.readBytes());
    }

    /// Reads the header of gzip's format not before somebody reads.
    private static final class LazyGzip extends InputStream {
        private final InputStream packed;
        private InputStream unpacked = InputStream.nullInputStream();
        private boolean open;

        LazyGzip(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            return opened().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return opened().read(target, offset, length);
        }

        private InputStream opened() throws IOException {
            if (!open) {
                open = true;
                unpacked = new GZIPInputStream(packed, PACKED_BUFFER_SIZE);
            }
            return unpacked;
        }
    }

    /// The end of a body that broke off.
    static RequestRefused broken(UncheckedIOException failure) {
        return new RequestRefused(
                400, "Bad request: the body cannot be read: " + failure.getMessage());
    }
}
