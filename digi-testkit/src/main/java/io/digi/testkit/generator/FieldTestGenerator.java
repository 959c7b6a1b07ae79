package io.digi.testkit.generator;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.GeoPoint;
import io.digi.model.payload.JsonPath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Draws every kind of field test.
final class FieldTestGenerator {
    private final Draw draw;

    FieldTestGenerator(Draw draw) {
        this.draw = draw;
    }

    /// A test that the values usually found at the path may pass, or any other.
    FieldTest test(JsonPath path) {
        if (draw.chance(30)) {
            return anyTest();
        }
        return switch (lastKey(path)) {
            case "n", "x" -> numberTest();
            case "at" -> dateTimeRange();
            case "place" -> placeTest();
            case "city", "s", "b" -> textTest();
            default -> anyTest();
        };
    }

    private static String lastKey(JsonPath path) {
        return path.segments().reversed().stream()
                .filter(JsonPath.Segment.Key.class::isInstance)
                .map(JsonPath.Segment.Key.class::cast)
                .map(JsonPath.Segment.Key::name)
                .findFirst()
                .orElse("");
    }

    private FieldTest anyTest() {
        return draw.choice(
                this::textTest,
                this::numberTest,
                this::placeTest,
                this::dateTimeRange,
                this::valuesCount,
                () -> new FieldTest.MatchValue(scalar()),
                () -> new FieldTest.IsEmpty(draw.chance(50)),
                () -> new FieldTest.IsNull(draw.chance(50)));
    }

    private FieldTest textTest() {
        return draw.choice(
                () -> new FieldTest.MatchValue(new Scalar.Text(draw.one(Pools.TEXTS))),
                () -> new FieldTest.MatchAny(texts()),
                () -> new FieldTest.MatchExcept(texts()),
                () -> new FieldTest.MatchText(draw.one(Pools.TEXTS)),
                () -> new FieldTest.MatchTextAny(words()),
                () -> new FieldTest.MatchPhrase(draw.one(Pools.TEXTS)));
    }

    private FieldTest numberTest() {
        return draw.choice(
                () -> new FieldTest.MatchValue(new Scalar.Int(draw.one(Pools.INTEGERS))),
                () -> new FieldTest.MatchAny(integers()),
                () -> new FieldTest.MatchExcept(integers()),
                this::range,
                this::range,
                this::range);
    }

    private FieldTest placeTest() {
        return draw.choice(
                this::box,
                () -> new FieldTest.GeoRadius(draw.one(Pools.PLACES), draw.one(Pools.RADII)),
                this::polygon);
    }

    private Scalar scalar() {
        return draw.choice(
                () -> new Scalar.Text(draw.one(Pools.TEXTS)),
                () -> new Scalar.Int(draw.one(Pools.INTEGERS)),
                () -> new Scalar.Bool(draw.chance(50)));
    }

    private Set<Scalar> texts() {
        return draw.some(30, Pools.TEXTS).stream()
                .map(Scalar.Text::new)
                .collect(Collectors.toSet());
    }

    private Set<Scalar> integers() {
        return draw.some(30, Pools.INTEGERS).stream()
                .map(Scalar.Int::new)
                .collect(Collectors.toSet());
    }

    private String words() {
        return String.join(" ", draw.several(0, 3, () -> draw.one(Pools.TEXTS)));
    }

    private FieldTest range() {
        Optional<Double> bound = Optional.of(bound());
        Optional<Double> other = draw.maybe(30, this::bound);
        return draw.choice(
                () -> range(bound, none(), other, none()),
                () -> range(none(), bound, none(), other),
                () -> range(other, none(), bound, none()),
                () -> range(none(), other, none(), bound));
    }

    private double bound() {
        return draw.chance(50) ? draw.one(Pools.REALS) : (double) (long) draw.one(Pools.INTEGERS);
    }

    private static Optional<Double> none() {
        return Optional.empty();
    }

    // The record's components are optionals in this order; these are what it is made from.
    private static FieldTest range(
            Optional<Double> lt, Optional<Double> lte, Optional<Double> gt, Optional<Double> gte) {
        return new FieldTest.Range(number(lt), number(lte), number(gt), number(gte));
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }

    private FieldTest dateTimeRange() {
        return new FieldTest.DateTimeRange(
                draw.several(
                        1,
                        2,
                        () ->
                                new FieldTest.DateTimeRange.Bound(
                                        draw.one(List.of(Comparison.values())),
                                        draw.one(Pools.MICROS))));
    }

    /// Edges lie on the places of the pool or one degree beside them.
    private FieldTest box() {
        GeoPoint a = draw.one(Pools.PLACES);
        GeoPoint b = draw.one(Pools.PLACES);
        int margin = draw.below(2);
        double north = Math.min(90, Math.max(a.lat(), b.lat()) + margin);
        double south = Math.max(-90, Math.min(a.lat(), b.lat()) - margin);
        return new FieldTest.GeoBoundingBox(
                new GeoPoint(Math.max(-180, a.lon() - margin), north),
                new GeoPoint(Math.min(180, b.lon() + margin), south));
    }

    private FieldTest polygon() {
        int west = draw.between(-20, 10);
        int south = draw.between(-20, 50);
        int size = draw.between(2, 40);
        List<GeoPoint> outer = ring(west, south, size);
        List<List<GeoPoint>> inner =
                draw.chance(40) ? List.of(ring(west + 1, south + 1, size / 2)) : List.of();
        return new FieldTest.GeoPolygon(outer, inner);
    }

    /// A square without its north-eastern half, or whole.
    private List<GeoPoint> ring(int west, int south, int size) {
        GeoPoint first = new GeoPoint(west, south);
        GeoPoint second = new GeoPoint(west + size, south);
        GeoPoint third = new GeoPoint(west + size, Math.min(90, south + size));
        GeoPoint fourth = new GeoPoint(west, Math.min(90, south + size));
        return draw.chance(50)
                ? List.of(first, second, fourth, first)
                : List.of(first, second, third, fourth, first);
    }

    private FieldTest valuesCount() {
        OptionalInt count = OptionalInt.of(draw.below(4));
        OptionalInt none = OptionalInt.empty();
        return draw.choice(
                () -> new FieldTest.ValuesCount(count, none, none, none),
                () -> new FieldTest.ValuesCount(none, count, none, none),
                () -> new FieldTest.ValuesCount(none, none, count, none),
                () -> new FieldTest.ValuesCount(none, none, none, count));
    }
}
