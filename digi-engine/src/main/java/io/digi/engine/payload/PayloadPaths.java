package io.digi.engine.payload;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.JsonPath.Segment;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The values at a path of an object. A path that ends at an array gives the array itself, one that
/// ends in `[]` its elements. An array on the way needs `[]` or `[i]`; anything that does not fit
/// the path has no value there.
///
/// The *leaves* at a path are these values, an array among them being replaced by its elements (an
/// array within that array is a leaf). They are what a field condition compares.
public final class PayloadPaths {
    private PayloadPaths() {}

    /// The values at `path`, in the order of the payload.
    public static List<Value> valuesAt(Map<String, Value> fields, JsonPath path) {
        List<Value> values = new ArrayList<>();
        anyValueAt(fields, path, value -> !values.add(value));
        return values;
    }

    /// Gives the leaves at `path` to `sink`, in the order of the payload.
    public static void forEachLeaf(Map<String, Value> fields, JsonPath path, Consumer<Value> sink) {
        anyLeafAt(
                fields,
                path,
                leaf -> {
                    sink.accept(leaf);
                    return false;
                });
    }

    /// Whether a leaf at `path` passes.
    public static boolean anyLeafAt(
            Map<String, Value> fields, JsonPath path, Predicate<Value> test) {
        return anyValueAt(
                fields,
                path,
                value ->
                        value instanceof Value.Array(List<Value> items)
                                ? any(items, test)
                                : test.test(value));
    }

    /// Whether a value at `path` passes.
    public static boolean anyValueAt(
            Map<String, Value> fields, JsonPath path, Predicate<Value> test) {
        return anyBelow(fields.get(path.firstKey()), path.segments(), 1, test);
    }

    /// The path of the elements of the array at `path`: the same if it ends in `[]`, else with it.
    public static JsonPath elementsOf(JsonPath path) {
        if (path.segments().getLast() == Segment.Each.EACH) {
            return path;
        }
        List<Segment> segments = new ArrayList<>(path.segments());
        segments.add(Segment.Each.EACH);
        return new JsonPath(segments);
    }

    /// The path of `inner` within what is at `outer`.
    public static JsonPath joined(JsonPath outer, JsonPath inner) {
        List<Segment> segments = new ArrayList<>(outer.segments());
        segments.addAll(inner.segments());
        return new JsonPath(segments);
    }

    private static boolean anyBelow(
            @Nullable Value value, List<Segment> segments, int step, Predicate<Value> test) {
        if (value == null) {
            return false;
        }
        if (step == segments.size()) {
            return test.test(value);
        }
        return switch (segments.get(step)) {
            case Segment.Key(String name) ->
                    value instanceof Value.Struct(Map<String, Value> fields)
                            && anyBelow(fields.get(name), segments, step + 1, test);
            case Segment.Index(int position) ->
                    value instanceof Value.Array(List<Value> items)
                            && position < items.size()
                            && anyBelow(items.get(position), segments, step + 1, test);
            case Segment.Each _ ->
                    value instanceof Value.Array(List<Value> items)
                            && any(items, item -> anyBelow(item, segments, step + 1, test));
        };
    }

    private static boolean any(List<Value> items, Predicate<Value> test) {
        for (Value item : items) {
            if (test.test(item)) {
                return true;
            }
        }
        return false;
    }
}
