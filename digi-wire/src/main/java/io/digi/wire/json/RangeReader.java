package io.digi.wire.json;

import io.digi.model.filter.DateTimes;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import io.digi.model.filter.FieldTest.DateTimeRange.Bound;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JsonToken;

/// Reads ranges: of numbers, or, if the bounds are strings, of datetimes.
final class RangeReader {
    private RangeReader() {}

    static FieldTest range(JsonReader in) {
        Map<Comparison, Double> numbers = new EnumMap<>(Comparison.class);
        List<Bound> dates = new ArrayList<>();
        in.object(
                "bounds of a range",
                name -> {
                    Optional<Comparison> comparison = comparison(name);
                    if (comparison.isPresent() && in.token() == JsonToken.VALUE_STRING) {
                        dates.add(new Bound(comparison.get(), epochMicros(in)));
                    } else if (comparison.isPresent() && !in.isNull()) {
                        numbers.put(comparison.get(), JsonText.number(in));
                    }
                    return comparison.isPresent();
                });
        if (!numbers.isEmpty() && !dates.isEmpty()) {
            throw in.malformed("the bounds of a range must be all numbers or all datetimes");
        }
        return dates.isEmpty() ? ofNumbers(numbers) : new FieldTest.DateTimeRange(dates);
    }

    static Optional<Comparison> comparison(String name) {
        return switch (name) {
            case "lt" -> Optional.of(Comparison.LT);
            case "lte" -> Optional.of(Comparison.LTE);
            case "gt" -> Optional.of(Comparison.GT);
            case "gte" -> Optional.of(Comparison.GTE);
            default -> Optional.empty();
        };
    }

    private static long epochMicros(JsonReader in) {
        String text = JsonText.text(in, "a datetime");
        return DateTimes.parseMicros(text)
                .orElseThrow(() ->
                        in.malformed(
                                ("'%s' does not match accepted datetime format (RFC3339)."
                                                + " Example: 2014-01-01T00:00:00Z")
                                        .formatted(JsonSyntax.shown(text))));
    }

    private static FieldTest ofNumbers(Map<Comparison, Double> bounds) {
        return new FieldTest.Range(
                bound(bounds, Comparison.LT),
                bound(bounds, Comparison.LTE),
                bound(bounds, Comparison.GT),
                bound(bounds, Comparison.GTE));
    }

    private static OptionalDouble bound(Map<Comparison, Double> bounds, Comparison comparison) {
        Double bound = bounds.get(comparison);
        return bound == null ? OptionalDouble.empty() : OptionalDouble.of(bound);
    }
}
