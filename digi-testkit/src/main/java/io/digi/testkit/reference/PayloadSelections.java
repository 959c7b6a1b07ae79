package io.digi.testkit.reference;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.JsonPath.Segment;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PayloadSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Cuts payloads down to what a selector asks for. The path of an array's element is that of the
/// array and `[]`; an element that is not selected is left out of its array.
final class PayloadSelections {
    private PayloadSelections() {}

    static Optional<Payload> select(Payload payload, PayloadSelector selector) {
        return switch (selector) {
            case PayloadSelector.Whole.ALL -> Optional.of(payload);
            case PayloadSelector.Whole.NONE -> Optional.empty();
            case PayloadSelector.Include(List<JsonPath> paths) ->
                    Optional.of(cut(payload, at -> paths.stream().anyMatch(p -> meets(at, p))));
            case PayloadSelector.Exclude(List<JsonPath> paths) ->
                    Optional.of(cut(payload, at -> paths.stream().noneMatch(p -> holds(p, at))));
        };
    }

    /// Whether one path begins with the other.
    private static boolean meets(List<Segment> at, JsonPath pattern) {
        int shared = Math.min(at.size(), pattern.segments().size());
        return at.subList(0, shared).equals(pattern.segments().subList(0, shared));
    }

    /// Whether `at` begins with the pattern.
    private static boolean holds(JsonPath pattern, List<Segment> at) {
        int length = pattern.segments().size();
        return length <= at.size() && at.subList(0, length).equals(pattern.segments());
    }

    private static Payload cut(Payload payload, Predicate<List<Segment>> keep) {
        return new Payload((Value.Struct) cut(payload.root(), List.of(), keep));
    }

    private static Value cut(Value value, List<Segment> at, Predicate<List<Segment>> keep) {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
            case Value.Array(List<Value> items) -> {
                List<Segment> element = append(at, Segment.Each.EACH);
                yield new Value.Array(
                        items.stream()
                                .filter(_ -> keep.test(element))
                                .map(item -> cut(item, element, keep))
                                .toList());
            }
            case Value.Struct(Map<String, Value> fields) -> {
                Map<String, Value> kept = new LinkedHashMap<>();
                fields.forEach((name, field) -> {
                    List<Segment> path = append(at, new Segment.Key(name));
                    if (keep.test(path)) {
                        kept.put(name, cut(field, path, keep));
                    }
                });
                yield new Value.Struct(kept);
            }
        };
    }

    private static List<Segment> append(List<Segment> path, Segment segment) {
        List<Segment> longer = new ArrayList<>(path);
        longer.add(segment);
        return longer;
    }
}
