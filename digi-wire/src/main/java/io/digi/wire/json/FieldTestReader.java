package io.digi.wire.json;

import io.digi.model.error.Violation;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads what a field condition asks of the values at its key.
final class FieldTestReader implements JsonReader.Fields {
    private final JsonReader in;
    private final List<FieldTest> valueTests = new ArrayList<>();
    private Optional<FieldTest> count = Optional.empty();
    private Optional<FieldTest> empty = Optional.empty();
    private Optional<FieldTest> isNull = Optional.empty();

    FieldTestReader(JsonReader in) {
        this.in = in;
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "match", "range", "geo_bounding_box", "geo_radius", "geo_polygon" -> {
                if (!in.isNull()) {
                    valueTests.add(valueTest(name));
                }
            }
            case "values_count" -> count = in.isNull() ? count : Optional.of(valuesCount());
            default -> {
                return false;
            }
        }
        return true;
    }

    void readPresence(String name) {
        if (in.isNull()) {
            return;
        }
        boolean flag = JsonText.flag(in);
        if (name.equals("is_empty")) {
            empty = Optional.of(new FieldTest.IsEmpty(flag));
        } else {
            isNull = Optional.of(new FieldTest.IsNull(flag));
        }
    }

    boolean any() {
        return !valueTests.isEmpty()
                || count.isPresent()
                || empty.isPresent()
                || isNull.isPresent();
    }

    /// Of several tests Qdrant applies `values_count` alone, else `is_empty`, else `is_null`, else
    /// any of the others: so does this.
    Condition condition(JsonPath key) {
        Optional<FieldTest> alone = count.or(() -> empty).or(() -> isNull);
        if (alone.isPresent()) {
            return new Condition.Field(key, alone.get());
        }
        List<Condition> anyOf = new ArrayList<>();
        valueTests.forEach(test -> anyOf.add(new Condition.Field(key, test)));
        if (anyOf.isEmpty()) {
            in.violate(new Violation("", "At least one field condition must be specified"));
        }
        return anyOf.size() == 1
                ? anyOf.getFirst()
                : new Condition.Group(Filter.should(anyOf.toArray(Condition[]::new)));
    }

    private FieldTest valueTest(String name) {
        return switch (name) {
            case "match" -> MatchReader.match(in);
            case "range" -> RangeReader.range(in);
            case "geo_bounding_box" -> GeoReader.boundingBox(in);
            case "geo_radius" -> GeoReader.radius(in);
            case "geo_polygon" -> GeoReader.polygon(in);
            default -> throw new IllegalStateException("no test of values: " + name);
        };
    }

    private FieldTest valuesCount() {
        Map<Comparison, OptionalInt> bounds = new EnumMap<>(Comparison.class);
        in.object(
                "bounds of a count",
                name -> {
                    Optional<Comparison> comparison = RangeReader.comparison(name);
                    comparison.ifPresent(c -> bounds.put(c, JsonText.optionalCount(in)));
                    return comparison.isPresent();
                });
        return new FieldTest.ValuesCount(
                bounds.getOrDefault(Comparison.LT, OptionalInt.empty()),
                bounds.getOrDefault(Comparison.LTE, OptionalInt.empty()),
                bounds.getOrDefault(Comparison.GT, OptionalInt.empty()),
                bounds.getOrDefault(Comparison.GTE, OptionalInt.empty()));
    }
}
