package io.digi.engine.payload;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.JsonPath.Segment;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PayloadSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The part of a payload that a [PayloadSelector] keeps.
///
/// Every key and every element has a path in which elements are `[]`. Included is what lies on the
/// way to, at or below a given path; excluded what lies at or below one. So a path with an index
/// (`a[0]`) selects no element, and objects and arrays on the way stay, if empty.
public final class PayloadSelection {
    private PayloadSelection() {}

    public static Payload select(Payload payload, PayloadSelector selector) {
        return switch (selector) {
            case PayloadSelector.Whole.ALL -> payload;
            case PayloadSelector.Whole.NONE -> Payload.EMPTY;
            case PayloadSelector.Include(List<JsonPath> paths) ->
                    kept(payload, place -> paths.stream().anyMatch(path -> meets(place, path)));
            case PayloadSelector.Exclude(List<JsonPath> paths) ->
                    kept(payload, place -> paths.stream().noneMatch(path -> covers(path, place)));
        };
    }

    private static Payload kept(Payload payload, Predicate<List<Segment>> keep) {
        return new Payload(new Value.Struct(fields(payload.fields(), new ArrayList<>(), keep)));
    }

    private static Map<String, Value> fields(
            Map<String, Value> fields, List<Segment> place, Predicate<List<Segment>> keep) {
        Map<String, Value> kept = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            place.addLast(new Segment.Key(key));
            if (keep.test(place)) {
                kept.put(key, value(value, place, keep));
            }
            place.removeLast();
        });
        return kept;
    }

    private static List<Value> items(
            List<Value> items, List<Segment> place, Predicate<List<Segment>> keep) {
        List<Value> kept = new ArrayList<>();
        place.addLast(Segment.Each.EACH);
        if (keep.test(place)) {
            items.forEach(item -> kept.add(value(item, place, keep)));
        }
        place.removeLast();
        return kept;
    }

    private static Value value(Value value, List<Segment> place, Predicate<List<Segment>> keep) {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
            case Value.Array(List<Value> items) -> new Value.Array(items(items, place, keep));
            case Value.Struct(Map<String, Value> fields) ->
                    new Value.Struct(fields(fields, place, keep));
        };
    }

    /// Whether one of the two leads to the other.
    private static boolean meets(List<Segment> place, JsonPath path) {
        int shared = Math.min(place.size(), path.segments().size());
        return place.subList(0, shared).equals(path.segments().subList(0, shared));
    }

    private static boolean covers(JsonPath path, List<Segment> place) {
        int length = path.segments().size();
        return length <= place.size() && place.subList(0, length).equals(path.segments());
    }
}
