package io.digi.testkit.reference;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.JsonPath.Segment;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the values at a path.
final class PathValues {
    private PathValues() {}

    /// What is at the path, null values included; several where the path has `[]`.
    static List<Value> at(Value.Struct root, JsonPath path) {
        Stream<Value> found = Stream.of(root);
        for (Segment segment : path.segments()) {
            found = found.flatMap(value -> step(value, segment));
        }
        return found.toList();
    }

    /// The elements of the array at the path, which may or may not end in `[]` itself.
    static List<Value> elements(Value.Struct root, JsonPath path) {
        if (path.segments().getLast() instanceof Segment.Each) {
            return at(root, path);
        }
        return at(root, path).stream().flatMap(value -> step(value, Segment.Each.EACH)).toList();
    }

    private static Stream<Value> step(Value value, Segment segment) {
        return switch (segment) {
            case Segment.Key(String name) when value instanceof Value.Struct struct ->
                    Optional.ofNullable(struct.fields().get(name)).stream();
            case Segment.Index(int position)
                    when value instanceof Value.Array(List<Value> items)
                            && position < items.size() ->
                    Stream.of(items.get(position));
            case Segment.Each _ when value instanceof Value.Array(List<Value> items) ->
                    items.stream();
            case Segment.Key _, Segment.Index _, Segment.Each _ -> Stream.empty();
        };
    }
}
