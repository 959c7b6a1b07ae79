package io.digi.engine.trial;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.filter.GeoPoint;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
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
        return switch (random.nextInt(15)) {
            case 0, 1 -> new FieldTest.MatchValue(scalar());
            case 2, 3 -> new FieldTest.MatchAny(scalars());
            case 4, 5 -> new FieldTest.MatchExcept(scalars());
            case 6, 7, 8 -> new FieldTest.Range(bound(), bound(), bound(), bound());
            case 9 -> new FieldTest.MatchText(values.text());
            case 10 -> new FieldTest.MatchTextAny(values.text());
            case 11 ->
                    new FieldTest.DateTimeRange(
                            List.of(
                                    new FieldTest.DateTimeRange.Bound(
                                            FieldTest.Comparison.GTE, 1_709_164_800_000_000L)));
            case 12 -> new FieldTest.GeoRadius(new GeoPoint(1, 1), 1e6);
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
