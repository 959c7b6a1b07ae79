package io.digi.wire.json;

import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Writes payload values; an integer has no fraction and a double always has one.
final class ValueWriter {
    private ValueWriter() {}

    static void write(JsonGenerator out, Value value) {
        switch (value) {
            case Value.Null _ -> out.writeNull();
            case Value.Bool(boolean flag) -> out.writeBoolean(flag);
            case Value.Int(long number) -> out.writeNumber(number);
            case Value.Real(double number) -> out.writeNumber(NumberText.of(number));
            case Value.Text(String text) -> out.writeString(text);
            case Value.Array(List<Value> items) -> {
                out.writeStartArray();
                items.forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case Value.Struct struct -> writeStruct(out, struct);
        }
    }

    static void writeStruct(JsonGenerator out, Value.Struct struct) {
        out.writeStartObject();
        writeFields(out, struct.fields());
        out.writeEndObject();
    }

    static void writeFields(JsonGenerator out, Map<String, Value> fields) {
        fields.forEach((name, value) -> {
            out.writeName(name);
            write(out, value);
        });
    }
}
