package io.digi.engine.trial;

import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Short ways to write payloads in tests.
public final class Json {
    private Json() {}

    public static Payload payload(Object... keysAndValues) {
        return new Payload(object(keysAndValues));
    }

    public static Value.Struct object(Object... keysAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.put((String) keysAndValues[i], value(keysAndValues[i + 1]));
        }
        return new Value.Struct(fields);
    }

    public static Value.Array array(Object... items) {
        return new Value.Array(Arrays.stream(items).map(Json::value).toList());
    }

    /// The value of a Java object; `null` is JSON's.
    public static Value value(Object object) {
        return switch (object) {
            case null -> Value.Null.NULL;
            case Value value -> value;
            case String text -> Value.of(text);
            case Integer number -> Value.of((long) number);
            case Long number -> Value.of(number);
            case Double number -> Value.of(number);
            case Boolean flag -> Value.of(flag);
            default -> throw new IllegalArgumentException("no JSON value: " + object);
        };
    }
}
