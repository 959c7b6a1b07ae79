package io.digi.engine.payload;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.JsonPath.Segment;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Changes of a payload, as Qdrant makes them. A payload is a value: each method returns the
/// changed one.
public final class PayloadEdits {
    private PayloadEdits() {}

    /// Sets the fields of `patch` and keeps the others; a field that is null in `patch` is removed.
    public static Payload merge(Payload payload, Payload patch) {
        return new Payload(merged(payload.root(), patch));
    }

    /// Sets the fields of `patch` in the object at `path`, or in each of them.
    ///
    /// What the path lacks is created: where a key is due, an object, in the place of whatever was
    /// there; where `[]` or `[i]` is due, an *empty* array. So nothing is set in elements that do
    /// not exist.
    public static Payload mergeAt(Payload payload, JsonPath path, Payload patch) {
        return new Payload(
                withField(
                        payload.root(),
                        path.firstKey(),
                        old -> patched(old, path.segments(), 1, patch)));
    }

    /// Removes what is at `path`. Elements of an array are not removed one by one (`a[0]` removes
    /// nothing, since doing it twice would remove two); `a[]` empties the array.
    public static Payload remove(Payload payload, JsonPath path) {
        return new Payload((Value.Struct) without(payload.root(), path.segments(), 0));
    }

    private static Value.Struct merged(Value.Struct target, Payload patch) {
        Map<String, Value> fields = new LinkedHashMap<>(target.fields());
        patch.fields()
                .forEach((key, value) -> {
                    if (value == Value.Null.NULL) {
                        fields.remove(key);
                    } else {
                        fields.put(key, value);
                    }
                });
        return new Value.Struct(fields);
    }

    private static Value patched(Value old, List<Segment> segments, int step, Payload patch) {
        if (step == segments.size()) {
            return merged(structOrEmpty(old), patch);
        }
        UnaryOperator<Value> next = value -> patched(value, segments, step + 1, patch);
        return switch (segments.get(step)) {
            case Segment.Key(String name) -> withField(structOrEmpty(old), name, next);
            case Segment.Index(int position) -> {
                List<Value> items = new ArrayList<>(itemsOrNone(old));
                if (position < items.size()) {
                    items.set(position, next.apply(items.get(position)));
                }
                yield new Value.Array(items);
            }
            case Segment.Each _ -> new Value.Array(itemsOrNone(old).stream().map(next).toList());
        };
    }

    private static Value without(Value value, List<Segment> segments, int step) {
        boolean last = step == segments.size() - 1;
        UnaryOperator<Value> next = inner -> without(inner, segments, step + 1);
        return switch (segments.get(step)) {
            case Segment.Key(String name)
                    when value instanceof Value.Struct object
                            && object.fields().containsKey(name) ->
                    last ? withoutField(object, name) : withField(object, name, next);
            case Segment.Index(int position)
                    when value instanceof Value.Array(List<Value> items)
                            && position < items.size()
                            && !last -> {
                List<Value> changed = new ArrayList<>(items);
                changed.set(position, next.apply(items.get(position)));
                yield new Value.Array(changed);
            }
            case Segment.Each _ when value instanceof Value.Array(List<Value> items) ->
                    new Value.Array(last ? List.of() : items.stream().map(next).toList());
            case Segment.Key _, Segment.Index _, Segment.Each _ -> value;
        };
    }

    private static Value.Struct withField(
            Value.Struct object, String name, UnaryOperator<Value> change) {
        Map<String, Value> fields = new LinkedHashMap<>(object.fields());
        fields.put(name, change.apply(fields.getOrDefault(name, Value.Null.NULL)));
        return new Value.Struct(fields);
    }

    private static Value.Struct withoutField(Value.Struct object, String name) {
        Map<String, Value> fields = new LinkedHashMap<>(object.fields());
        fields.remove(name);
        return new Value.Struct(fields);
    }

    private static Value.Struct structOrEmpty(Value value) {
        return value instanceof Value.Struct object ? object : Value.Struct.EMPTY;
    }

    private static List<Value> itemsOrNone(Value value) {
        return value instanceof Value.Array(List<Value> items) ? items : List.of();
    }
}
