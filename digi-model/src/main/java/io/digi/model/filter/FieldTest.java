package io.digi.model.filter;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// What a field condition asks of the values at its key. Where the key has several values (an
/// array), one that passes is enough, but for [ValuesCount].
public sealed interface FieldTest {
    /// A value to compare with: a string, an integer or a boolean.
    sealed interface Scalar {
        record Text(String value) implements Scalar {}

        record Int(long value) implements Scalar {}

        record Bool(boolean value) implements Scalar {}
    }

    record MatchValue(Scalar value) implements FieldTest {}

    /// One of the values; none matches nothing.
    record MatchAny(Set<Scalar> values) implements FieldTest {
        public MatchAny {
            values = Set.copyOf(values);
        }
    }

    /// A value that is none of these; none given matches every point that has a value.
    record MatchExcept(Set<Scalar> values) implements FieldTest {
        public MatchExcept {
            values = Set.copyOf(values);
        }
    }

    /// Without a text index: the text is a substring. With one: all of its tokens are there.
    record MatchText(String text) implements FieldTest {}

    /// Without a text index: one of the whitespace-separated words is a substring. With one: one of
    /// its tokens is there.
    record MatchTextAny(String text) implements FieldTest {}

    /// Without a text index: the text is a substring. With one: its tokens follow each other.
    record MatchPhrase(String text) implements FieldTest {}

    /// A number within the bounds given; at least one is.
    record Range(OptionalDouble lt, OptionalDouble lte, OptionalDouble gt, OptionalDouble gte)
            implements FieldTest {}

    /// A datetime within the bounds given, each in microseconds since the epoch.
    record DateTimeRange(List<Bound> bounds) implements FieldTest {
        /// One bound of a datetime range.
        public record Bound(Comparison comparison, long epochMicros) {}

        public DateTimeRange {
            bounds = List.copyOf(bounds);
        }
    }

    /// The four comparisons of a range.
    enum Comparison {
        LT,
        LTE,
        GT,
        GTE
    }

    /// A point inside the box; one that crosses the antimeridian has its left east of its right.
    record GeoBoundingBox(GeoPoint topLeft, GeoPoint bottomRight) implements FieldTest {}

    /// A point within `radiusMeters` of the centre along the great circle.
    record GeoRadius(GeoPoint center, double radiusMeters) implements FieldTest {}

    /// A point inside the outer ring and in none of the inner ones; rings are closed.
    record GeoPolygon(List<GeoPoint> exterior, List<List<GeoPoint>> interiors)
            implements FieldTest {
        public GeoPolygon {
            exterior = List.copyOf(exterior);
            interiors = interiors.stream().map(List::copyOf).toList();
        }
    }

    /// How many values the key has: the length of an array, 1 for anything else, 0 for null or
    /// nothing.
    record ValuesCount(OptionalInt lt, OptionalInt lte, OptionalInt gt, OptionalInt gte)
            implements FieldTest {}

    /// The field form of [Condition.IsEmpty]: whether the key is empty equals `empty`.
    record IsEmpty(boolean empty) implements FieldTest {}

    /// The field form of [Condition.IsNull]: whether the key is null equals `isNull`.
    record IsNull(boolean isNull) implements FieldTest {}
}
