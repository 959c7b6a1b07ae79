package io.digi.server.http;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the JSON that is about the server itself, not about points or collections.
final class JsonDocument {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double NANOS_PER_SECOND = 1e9;

    private JsonDocument() {}

    /// An object with the fields that `content` writes.
    static void write(OutputStream target, Consumer<JsonGenerator> content) {
        try (JsonGenerator out =
                FACTORY.createGenerator(ObjectWriteContext.empty(), target, JsonEncoding.UTF8)) {
            out.writeStartObject();
            content.accept(out);
            out.writeEndObject();
        }
    }

    /// In Qdrant's envelope; `result` writes one value.
    static Answer enveloped(LongSupplier elapsedNanos, Consumer<JsonGenerator> result) {
        return Answer.json(
                200,
                buffer ->
                        write(
                                buffer,
                                out -> {
                                    out.writeName("result");
                                    result.accept(out);
                                    out.writeStringProperty("status", "ok");
                                    out.writeNumberProperty(
                                            "time", elapsedNanos.getAsLong() / NANOS_PER_SECOND);
                                }));
    }

    static void object(JsonGenerator out, Consumer<JsonGenerator> fields) {
        out.writeStartObject();
        fields.accept(out);
        out.writeEndObject();
    }

    static void object(JsonGenerator out, String name, Consumer<JsonGenerator> fields) {
        out.writeName(name);
        object(out, fields);
    }

    static void array(JsonGenerator out, String name, List<String> texts) {
        out.writeName(name);
        out.writeStartArray();
        texts.forEach(out::writeString);
        out.writeEndArray();
    }
}
