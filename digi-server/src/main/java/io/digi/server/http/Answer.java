package io.digi.server.http;

import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.json.ResponseWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// An answer, complete and in memory, so that no thread waits for a client that reads slowly.
///
/// @param headers besides `Content-Type`
record Answer(int status, String contentType, AnswerBuffer body, Map<String, String> headers) {
    private static final String JSON = "application/json";
    private static final String PLAIN = "text/plain; charset=utf-8";

    Answer {
        headers = Map.copyOf(headers);
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
        return new Answer(status, contentType, body, all);
    }

    String bodyText() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
