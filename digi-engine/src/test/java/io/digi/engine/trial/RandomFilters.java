package io.digi.engine.trial;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.filter.GeoPoint;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Filters with every kind of condition over the keys of [RandomPayloads].
public final class RandomFilters {
    private static final List<String> PATHS =
            List.of("a", "b", "c", "a[]", "a.b", "a[].b", "a[0]", "b[].c", "a[].b[]", "a[].b.c");

    private final Random random;
    private final RandomPayloads values;

    public RandomFilters(Random random) {
        this.random = random;
        this.values = new RandomPayloads(random);
    }

    public Filter next() {
        return filter(2);
    }

    public JsonPath path() {
        return JsonPath.parse(PATHS.get(random.nextInt(PATHS.size())));
    }

    private Filter filter(int levels) {
        return new Filter(
                conditions(levels),
                conditions(levels),
                conditions(levels),
                random.nextInt(4) > 0
                        ? Optional.empty()
                        : Optional.of(new Filter.MinShould(conditions(levels), random.nextInt(3))));
    }

    private List<Condition> conditions(int levels) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> condition(levels)).toList();
    }

    private Condition condition(int levels) {
        return switch (random.nextInt(levels > 0 ? 16 : 14)) {
            case 0 -> new Condition.IsEmpty(path());
            case 1 -> new Condition.IsNull(path());
            case 2 -> new Condition.HasId(Set.of(PointId.of(random.nextInt(9)), PointId.of(19)));
            case 3 -> new Condition.HasVector(new VectorName(random.nextBoolean() ? "v" : "w"));
            case 14 -> new Condition.Nested(path(), filter(levels - 1));
            case 15 -> new Condition.Group(filter(levels - 1));
            default -> new Condition.Field(path(), test());
        };
    }

    public FieldTest test() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> new FieldTest.MatchValue(scalar());
            case 2, 3 -> new FieldTest.MatchAny(scalars());
            case 4, 5 -> new FieldTest.MatchExcept(scalars());
            case 6, 7, 8 -> new FieldTest.Range(bound(), bound(), bound(), bound());
            case 9 -> new FieldTest.MatchText(values.text());
            case 10 -> new FieldTest.MatchTextAny(words());
            case 14 -> new FieldTest.MatchPhrase(words());
            case 11 -> dateTimes();
            case 12 -> shape();
            case 13 ->
                    new FieldTest.ValuesCount(
                            OptionalInt.of(random.nextInt(4)),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            OptionalInt.of(random.nextInt(2)));
            default ->
                    random.nextBoolean()
                            ? new FieldTest.IsEmpty(random.nextBoolean())
                            : new FieldTest.IsNull(random.nextBoolean());
        };
    }

    /// Words of the texts, some of which follow each other there.
    private String words() {
        List<String> all =
                List.of("red", "wine", "a", "glass", "OF", "wi", "green", "2024", "ä€𝄞");
        int from = random.nextInt(all.size());
        return random.nextInt(3) == 0
                ? values.text()
                : switch (random.nextInt(4)) {
                    case 0 -> "red wine";
                    case 1 -> "of, red WINE";
                    case 2 -> all.get(from) + " " + all.get(random.nextInt(all.size()));
                    default -> all.get(from);
                };
    }

    private FieldTest dateTimes() {
        FieldTest.Comparison[] comparisons = FieldTest.Comparison.values();
        long[] micros = {
            1_709_164_800_000_000L, 1_709_208_000_500_000L, Long.MIN_VALUE, Long.MAX_VALUE
        };
        return new FieldTest.DateTimeRange(
                IntStream.range(0, 1 + random.nextInt(2))
                        .mapToObj(_ ->
                                new FieldTest.DateTimeRange.Bound(
                                        comparisons[random.nextInt(comparisons.length)],
                                        micros[random.nextInt(micros.length)]))
                        .toList());
    }

    /// A box, a circle or a polygon.
    public FieldTest shape() {
        return switch (random.nextInt(3)) {
            case 0 -> {
                GeoPoint a = point();
                GeoPoint b = point();
                yield new FieldTest.GeoBoundingBox(
                        new GeoPoint(a.lon(), Math.max(a.lat(), b.lat())),
                        new GeoPoint(b.lon(), Math.min(a.lat(), b.lat())));
            }
            case 1 -> new FieldTest.GeoRadius(point(), Math.pow(10, 3 + 4.4 * random.nextDouble()));
            default ->
                    new FieldTest.GeoPolygon(
                            ring(), random.nextBoolean() ? List.of() : List.of(ring()));
        };
    }

    private List<GeoPoint> ring() {
        List<GeoPoint> ring = new ArrayList<>();
        for (int i = 3 + random.nextInt(4); i > 0; i--) {
            ring.add(point());
        }
        ring.add(ring.getFirst());
        return ring;
    }

    private GeoPoint point() {
        return new GeoPoint(values.degrees(179), values.degrees(89));
    }

    private Scalar scalar() {
        return switch (random.nextInt(5)) {
            case 0 -> new Scalar.Bool(random.nextBoolean());
            case 1, 2 -> new Scalar.Int(values.number());
            default -> new Scalar.Text(values.text());
        };
    }

    private Set<Scalar> scalars() {
        Set<Scalar> scalars = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            scalars.add(scalar());
        }
        return scalars;
    }

    private OptionalDouble bound() {
        return switch (random.nextInt(9)) {
            case 0 -> OptionalDouble.of(values.real());
            case 1 -> OptionalDouble.of(values.number());
            case 2 -> OptionalDouble.of(random.nextInt(20) == 0 ? Double.NaN : 2.5);
            default -> OptionalDouble.empty();
        };
    }
}
