package io.digi.testkit.reference;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.JsonPath.Segment;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Sets and removes parts of payloads; returns new ones.
final class PayloadEdits {
    private PayloadEdits() {}

    /// Sets the fields in the object at `path`, or in the payload itself; a null removes its field.
    /// What is in the way of the path is replaced: by an object where a key is due, by an empty
    /// array where `[]` or `[i]` is. An index beyond its array sets nothing.
    static Payload merge(Payload target, Payload fields, Optional<JsonPath> path) {
        List<Segment> segments = path.map(JsonPath::segments).orElse(List.of());
        return new Payload((Value.Struct) set(target.root(), segments, fields.root()));
    }

    /// Removes what is at the path. `[]` at its end empties the array, `[i]` removes nothing.
    static Payload remove(Payload target, JsonPath path) {
        return new Payload((Value.Struct) removed(target.root(), path.segments()));
    }

    private static Value set(Value target, List<Segment> path, Value.Struct source) {
        if (path.isEmpty()) {
            return merged(fields(target), source.fields());
        }
        List<Segment> rest = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case Segment.Key(String name) -> {
                Map<String, Value> fields = fields(target);
                Value child = fields.getOrDefault(name, Value.Null.NULL);
                fields.put(name, set(child, rest, source));
                yield new Value.Struct(fields);
            }
            case Segment.Index(int position) ->
                    mapItems(target, position, item -> set(item, rest, source));
            case Segment.Each _ -> mapItems(target, item -> set(item, rest, source));
        };
    }

    private static Value merged(Map<String, Value> target, Map<String, Value> source) {
        source.forEach((name, value) -> {
            if (value instanceof Value.Null) {
                target.remove(name);
            } else {
                target.put(name, value);
            }
        });
        return new Value.Struct(target);
    }

    private static Value removed(Value target, List<Segment> path) {
        List<Segment> rest = path.subList(1, path.size());
        boolean last = rest.isEmpty();
        return switch (path.getFirst()) {
            case Segment.Key(String name) when target instanceof Value.Struct -> {
                Map<String, Value> fields = fields(target);
                if (last) {
                    fields.remove(name);
                } else {
                    fields.computeIfPresent(name, (_, child) -> removed(child, rest));
                }
                yield new Value.Struct(fields);
            }
            case Segment.Index(int position) when target instanceof Value.Array && !last ->
                    mapItems(target, position, item -> removed(item, rest));
            case Segment.Each _ when target instanceof Value.Array ->
                    last
                            ? new Value.Array(List.of())
                            : mapItems(target, item -> removed(item, rest));
            case Segment.Key _, Segment.Index _, Segment.Each _ -> target;
        };
    }

    /// A copy of the object's fields; empty for anything else.
    private static Map<String, Value> fields(Value value) {
        return new LinkedHashMap<>(value instanceof Value.Struct(var fields) ? fields : Map.of());
    }

    private static List<Value> items(Value value) {
        return value instanceof Value.Array(List<Value> items) ? items : List.of();
    }

    private static Value mapItems(Value array, UnaryOperator<Value> edit) {
        return new Value.Array(items(array).stream().map(edit).toList());
    }

    private static Value mapItems(Value array, int position, UnaryOperator<Value> edit) {
        List<Value> items = new ArrayList<>(items(array));
        if (position < items.size()) {
            items.set(position, edit.apply(items.get(position)));
        }
        return new Value.Array(items);
    }
}
