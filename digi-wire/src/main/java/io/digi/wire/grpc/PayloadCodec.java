package io.digi.wire.grpc;

import io.digi.model.error.Violation;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.proto.JsonWithInt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Payloads and their values.
final class PayloadCodec {
    private PayloadCodec() {}

    static Map<String, JsonWithInt.Value> encode(Payload payload) {
        return encode(payload.fields());
    }

    static Payload decode(Reading in, String field, Map<String, JsonWithInt.Value> fields) {
        return in.at(
                field,
                () -> {
                    Value.Struct root = struct(in, fields);
                    return in.validated(() -> new Payload(root), Payload.EMPTY);
                });
    }

    private static Map<String, JsonWithInt.Value> encode(Map<String, Value> fields) {
        Map<String, JsonWithInt.Value> encoded = LinkedHashMap.newLinkedHashMap(fields.size());
        fields.forEach((name, value) -> encoded.put(name, encode(value)));
        return encoded;
    }

    private static JsonWithInt.Value encode(Value value) {
        JsonWithInt.Value.Builder message = JsonWithInt.Value.newBuilder();
        switch (value) {
            case Value.Null _ -> message.setNullValue(JsonWithInt.NullValue.NULL_VALUE);
            case Value.Bool(boolean flag) -> message.setBoolValue(flag);
            case Value.Int(long number) -> message.setIntegerValue(number);
            case Value.Real(double number) -> message.setDoubleValue(number);
            case Value.Text(String text) -> message.setStringValue(text);
            case Value.Array(List<Value> items) ->
                    message.setListValue(
                            JsonWithInt.ListValue.newBuilder()
                                    .addAllValues(
                                            items.stream().map(PayloadCodec::encode).toList()));
            case Value.Struct(Map<String, Value> fields) ->
                    message.setStructValue(
                            JsonWithInt.Struct.newBuilder().putAllFields(encode(fields)));
        }
        return message.build();
    }

    private static Value.Struct struct(Reading in, Map<String, JsonWithInt.Value> fields) {
        Map<String, Value> decoded = LinkedHashMap.newLinkedHashMap(fields.size());
        fields.forEach((name, message) -> decoded.put(name, decode(in, message)));
        return new Value.Struct(decoded);
    }

    private static Value decode(Reading in, JsonWithInt.Value message) {
        return switch (message.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> Value.Null.NULL;
            case BOOL_VALUE -> Value.of(message.getBoolValue());
            case INTEGER_VALUE -> Value.of(message.getIntegerValue());
            case DOUBLE_VALUE -> real(in, message.getDoubleValue());
            case STRING_VALUE -> Value.of(message.getStringValue());
            case LIST_VALUE -> list(in, message.getListValue().getValuesList());
            case STRUCT_VALUE -> struct(in, message.getStructValue().getFieldsMap());
        };
    }

    private static Value real(Reading in, double number) {
        if (Double.isFinite(number)) {
            return Value.of(number);
        }
        in.violate(new Violation("", "numbers must be finite, one is " + number));
        return Value.Null.NULL;
    }

    private static Value list(Reading in, List<JsonWithInt.Value> messages) {
        List<Value> items = new ArrayList<>(messages.size());
        messages.forEach(message -> items.add(decode(in, message)));
        return new Value.Array(items);
    }
}
