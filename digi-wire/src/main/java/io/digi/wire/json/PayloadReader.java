package io.digi.wire.json;

import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads payloads. Integers stay integers, of 64 bits at most; of a repeated key the last value
/// counts.
final class PayloadReader {
    private PayloadReader() {}

    static Payload payload(JsonReader in) {
        in.expect(JsonToken.START_OBJECT, "a payload object");
        Value.Struct root = struct(in);
        return in.validated(() -> new Payload(root), Payload.EMPTY);
    }

    /// A payload, or none where `null` stands.
    static Payload payloadOrNone(JsonReader in) {
        return in.isNull() ? Payload.EMPTY : payload(in);
    }

    static Value value(JsonReader in) {
        return switch (in.token()) {
            case START_OBJECT -> struct(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> Value.of(JsonText.text(in, "a string"));
            case VALUE_NUMBER_INT -> integer(in);
            case VALUE_NUMBER_FLOAT -> Value.of(JsonText.number(in));
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_NULL -> Value.Null.NULL;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw in.malformed("expected value");
        };
    }

    private static Value.Struct struct(JsonReader in) {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (in.next() != JsonToken.END_OBJECT) {
            String name = JsonText.requireUnicode(in, in.parser().currentName());
            in.next();
            fields.put(name, value(in));
        }
        return new Value.Struct(fields);
    }

    private static Value array(JsonReader in) {
        List<Value> items = new ArrayList<>();
        while (in.next() != JsonToken.END_ARRAY) {
            items.add(value(in));
        }
        return new Value.Array(items);
    }

    private static Value integer(JsonReader in) {
        if (in.parser().getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw in.malformed("number out of range: payload integers have 64 bits, with a sign");
        }
        return Value.of(in.parser().getLongValue());
    }
}
