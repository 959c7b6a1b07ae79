package io.digi.model.payload;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The schemaless data of a point: an object nested at most [#DEPTH_MAX] levels deep.
public record Payload(Value.Struct root) {
    /// The deepest nesting accepted, the payload itself being level one.
    public static final int DEPTH_MAX = 128;

    public static final Payload EMPTY = new Payload(Value.Struct.EMPTY);

    public Payload {
        if (isDeeper(root, DEPTH_MAX)) {
            throw new DigiException(
                    new Problem.Invalid(
                            List.of(
                                    new Violation(
                                            "payload",
                                            "must be nested at most %d levels deep"
                                                    .formatted(DEPTH_MAX)))));
        }
    }

    public static Payload of(Map<String, Value> fields) {
        return new Payload(new Value.Struct(fields));
    }

    public Map<String, Value> fields() {
        return root.fields();
    }

    public Optional<Value> get(String key) {
        return Optional.ofNullable(root.fields().get(key));
    }

    public boolean isEmpty() {
        return root.fields().isEmpty();
    }

    /// This payload with one field set.
    public Payload with(String key, Value value) {
        Map<String, Value> fields = new LinkedHashMap<>(root.fields());
        fields.put(key, value);
        return of(fields);
    }

    private static boolean isDeeper(Value value, int levels) {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> false;
            case Value.Array(List<Value> items) -> levels == 0 || isAnyDeeper(items, levels - 1);
            case Value.Struct(Map<String, Value> fields) ->
                    levels == 0 || isAnyDeeper(fields.values(), levels - 1);
        };
    }

    private static boolean isAnyDeeper(Collection<Value> values, int levels) {
        for (Value value : values) {
            if (isDeeper(value, levels)) {
                return true;
            }
        }
        return false;
    }
}
