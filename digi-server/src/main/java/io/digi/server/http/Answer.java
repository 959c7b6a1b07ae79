package io.digi.server.http;

import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.json.ResponseWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// An answer, complete and in memory, so that no thread waits for a client that reads slowly; or a
/// file, which is sent as the client takes it.
///
/// @param headers besides `Content-Type`
/// @param file what is sent in place of the body
record Answer(
        int status,
        String contentType,
        AnswerBuffer body,
        Map<String, String> headers,
        Optional<FilePart> file) {
    private static final String BINARY = "application/octet-stream";
    private static final String JSON = "application/json";
    private static final String PLAIN = "text/plain; charset=utf-8";

    Answer {
        headers = Map.copyOf(headers);
    }

    /// A part of a file. Whoever answers with it closes the file.
    record FilePart(SnapshotContent content, ByteSpan span) {}

    private Answer(int status, String contentType, AnswerBuffer body, Map<String, String> headers) {
        this(status, contentType, body, headers, Optional.empty());
    }

    static Answer json(LongSupplier elapsedNanos, Consumer<ResponseWriter> content) {
        AnswerBuffer buffer = new AnswerBuffer();
        content.accept(new ResponseWriter(buffer, elapsedNanos));
        return new Answer(200, JSON, buffer, Map.of());
    }

    /// JSON that has no envelope, or one that its writer makes.
    static Answer json(int status, Consumer<AnswerBuffer> content) {
        AnswerBuffer buffer = new AnswerBuffer();
        content.accept(buffer);
        return new Answer(status, JSON, buffer, Map.of());
    }

    static Answer error(ErrorAnswer error, LongSupplier elapsedNanos) {
        AnswerBuffer buffer = new AnswerBuffer();
        new ResponseWriter(buffer, elapsedNanos).error(error);
        Map<String, String> headers = new LinkedHashMap<>();
        error.retryAfterSeconds()
                .ifPresent(seconds -> headers.put("Retry-After", Integer.toString(seconds)));
        return new Answer(error.status(), JSON, buffer, headers);
    }

    /// Work goes on.
    static Answer accepted(LongSupplier elapsedNanos) {
        AnswerBuffer buffer = new AnswerBuffer();
        new ResponseWriter(buffer, elapsedNanos).accepted();
        return new Answer(202, JSON, buffer, Map.of());
    }

    /// A snapshot, or the part of it that the header `Range` asks for.
    static Answer download(SnapshotContent content, Optional<String> range) {
        boolean answered = false;
        try {
            SnapshotInfo info = content.info();
            ByteSpan span = ByteSpan.of(range, info.sizeBytes());
            boolean isWhole = span.size() == info.sizeBytes();
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Accept-Ranges", "bytes");
            headers.put(
                    "Content-Disposition", "attachment; filename=\"%s\"".formatted(info.name()));
            info.checksum().ifPresent(sum -> headers.put("ETag", "\"%s\"".formatted(sum)));
            if (!isWhole) {
                headers.put(
                        "Content-Range",
                        "bytes %d-%d/%d"
                                .formatted(span.from(), span.until() - 1, info.sizeBytes()));
            }
            answered = true;
            return new Answer(
                    isWhole ? 200 : 206,
                    BINARY,
                    new AnswerBuffer(),
                    headers,
                    Optional.of(new FilePart(content, span)));
        } finally {
            if (!answered) {
                content.close();
            }
        }
    }

    static Answer text(int status, String text) {
        return new Answer(status, PLAIN, AnswerBuffer.of(text), Map.of());
    }

    static Answer empty(int status) {
        return new Answer(status, "", new AnswerBuffer(), Map.of());
    }

    static Answer file(String contentType, byte[] content) {
        AnswerBuffer buffer = new AnswerBuffer();
        buffer.writeBytes(content);
        return new Answer(200, contentType, buffer, Map.of("X-Content-Type-Options", "nosniff"));
    }

    Answer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, contentType, body, all, file);
    }

    String bodyText() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
