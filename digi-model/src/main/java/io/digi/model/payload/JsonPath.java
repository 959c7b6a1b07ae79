package io.digi.model.payload;

import java.util.List;
import java.util.stream.Collectors;

/// Where in a payload: `a.b`, `a[].b` (each element of the array `a`), `a[0]`, `"a.b".c` (a quoted
/// key). The first segment is a key. The way *through* an array needs `[]` or `[i]`: `a.b` finds
/// nothing where `a` is an array.
public record JsonPath(List<Segment> segments) {
    /// One step of a path.
    public sealed interface Segment {
        /// A field of an object.
        record Key(String name) implements Segment {}

        /// An element of an array, from 0.
        record Index(int position) implements Segment {}

        /// Every element of an array.
        enum Each implements Segment {
            EACH
        }
    }

    public JsonPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || !(segments.getFirst() instanceof Segment.Key)) {
            throw new IllegalArgumentException("a path starts with a key: " + segments);
        }
    }

    /// Throws [io.digi.model.error.DigiException] for text that is no path.
    public static JsonPath parse(String text) {
        return new JsonPathParser(text).parse();
    }

    /// The path of one top-level key, whatever characters it has.
    public static JsonPath ofKey(String key) {
        return new JsonPath(List.of(new Segment.Key(key)));
    }

    /// The name of the top-level key that the path starts at.
    public String firstKey() {
        return ((Segment.Key) segments.getFirst()).name();
    }

    @Override
    public String toString() {
        return segments.stream().map(JsonPath::text).collect(Collectors.joining()).substring(1);
    }

    private static String text(Segment segment) {
        return switch (segment) {
            case Segment.Key(String name) ->
                    JsonPathParser.isBare(name) ? "." + name : ".\"" + name + "\"";
            case Segment.Index(int position) -> "[" + position + "]";
            case Segment.Each _ -> "[]";
        };
    }
}
