package io.digi.testkit.reference;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Puts a field test to the values at its key.
final class FieldTests {
    private static final Pattern SPACES = Pattern.compile("(?U)\\s+");

    private FieldTests() {}

    /// @param index of the key, if it has one
    static boolean passes(FieldTest test, List<Value> values, Optional<PayloadIndexConfig> index) {
        if (index.isPresent() && index.get() instanceof PayloadIndexConfig.Text tokens) {
            switch (test) {
                case FieldTest.MatchText(String text) -> {
                    return Tokens.areAllIn(values, text, tokens);
                }
                case FieldTest.MatchTextAny(String text) -> {
                    return Tokens.areSomeIn(values, text, tokens);
                }
                case FieldTest.MatchPhrase(String text) -> {
                    return Tokens.isPhraseIn(values, text, tokens);
                }
                default -> {}
            }
        }
        boolean hasUuids = index.filter(PayloadIndexConfig.Uuid.class::isInstance).isPresent();
        if (hasUuids && Uuids.areCompared(test)) {
            return passes(
                    Uuids.written(test),
                    values.stream().map(Uuids::written).toList(),
                    Optional.empty());
        }
        return values.isEmpty()
                ? passesNothing(test)
                : values.stream().anyMatch(value -> passes(test, value));
    }

    /// Whether a key without any value passes.
    private static boolean passesNothing(FieldTest test) {
        return switch (test) {
            case FieldTest.ValuesCount count -> isWithin(count, 0);
            case FieldTest.IsEmpty(boolean empty) -> empty;
            case FieldTest.IsNull(boolean isNull) -> !isNull;
            case FieldTest.MatchValue _,
                    FieldTest.MatchAny _,
                    FieldTest.MatchExcept _,
                    FieldTest.MatchText _,
                    FieldTest.MatchTextAny _,
                    FieldTest.MatchPhrase _,
                    FieldTest.Range _,
                    FieldTest.DateTimeRange _,
                    FieldTest.GeoBoundingBox _,
                    FieldTest.GeoRadius _,
                    FieldTest.GeoPolygon _ ->
                    false;
        };
    }

    private static boolean passes(FieldTest test, Value value) {
        return switch (test) {
            case FieldTest.ValuesCount count -> isWithin(count, count(value));
            case FieldTest.IsEmpty(boolean empty) -> isEmpty(value) == empty;
            case FieldTest.IsNull(boolean isNull) -> isNull(value) == isNull;
            case FieldTest.MatchValue(Scalar wanted) -> any(value, item -> equals(item, wanted));
            case FieldTest.MatchAny(Set<Scalar> wanted) -> any(value, item -> isIn(item, wanted));
            case FieldTest.MatchExcept(Set<Scalar> unwanted) ->
                    any(value, item -> !(item instanceof Value.Null) && !isIn(item, unwanted));
            case FieldTest.MatchText(String text) -> any(value, item -> contains(item, text));
            case FieldTest.MatchPhrase(String text) -> any(value, item -> contains(item, text));
            case FieldTest.MatchTextAny(String text) ->
                    any(value, item -> words(text).stream().anyMatch(w -> contains(item, w)));
            case FieldTest.Range range -> any(value, item -> isWithin(range, item));
            case FieldTest.DateTimeRange range -> any(value, item -> isWithin(range, item));
            case FieldTest.GeoBoundingBox box ->
                    anyPlace(value, place -> Places.isInside(box, place));
            case FieldTest.GeoRadius circle ->
                    anyPlace(value, place -> Places.isInside(circle, place));
            case FieldTest.GeoPolygon polygon ->
                    anyPlace(value, place -> Places.isInside(polygon, place));
        };
    }

    /// Whether the value, or one element of it if it is an array, passes. Arrays within the array
    /// are not looked into.
    private static boolean any(Value value, Predicate<Value> test) {
        return value instanceof Value.Array(List<Value> items)
                ? items.stream().anyMatch(test)
                : test.test(value);
    }

    private static boolean anyPlace(Value value, Predicate<Places.Place> test) {
        return any(value, item -> Places.of(item).filter(test).isPresent());
    }

    private static boolean isIn(Value value, Set<Scalar> scalars) {
        return scalars.stream().anyMatch(scalar -> equals(value, scalar));
    }

    private static boolean equals(Value value, Scalar scalar) {
        return switch (scalar) {
            case Scalar.Text(String text) -> value.equals(Value.of(text));
            case Scalar.Int(long number) -> value.equals(Value.of(number));
            case Scalar.Bool(boolean flag) -> value.equals(Value.of(flag));
        };
    }

    private static boolean contains(Value value, String part) {
        return value instanceof Value.Text(String text) && text.contains(part);
    }

    private static List<String> words(String text) {
        return SPACES.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    private static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Null _ -> true;
            case Value.Array(List<Value> items) -> items.isEmpty();
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _, Value.Struct _ -> false;
        };
    }

    private static boolean isNull(Value value) {
        return switch (value) {
            case Value.Null _ -> true;
            case Value.Array(List<Value> items) -> items.contains(Value.Null.NULL);
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _, Value.Struct _ -> false;
        };
    }

    private static int count(Value value) {
        return switch (value) {
            case Value.Null _ -> 0;
            case Value.Array(List<Value> items) -> items.size();
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _, Value.Struct _ -> 1;
        };
    }

    private static boolean isWithin(FieldTest.ValuesCount bounds, int count) {
        return holds(bounds.lt(), limit -> count < limit)
                && holds(bounds.lte(), limit -> count <= limit)
                && holds(bounds.gt(), limit -> count > limit)
                && holds(bounds.gte(), limit -> count >= limit);
    }

    private static boolean isWithin(FieldTest.Range range, Value value) {
        return switch (value) {
            case Value.Int(long number) -> isWithin(range, new BigDecimal(number));
            case Value.Real(double number) -> isWithin(range, new BigDecimal(number));
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ -> false;
        };
    }

    private static boolean isWithin(FieldTest.Range range, BigDecimal number) {
        return holds(range.lt(), limit -> compare(number, limit) < 0)
                && holds(range.lte(), limit -> compare(number, limit) <= 0)
                && holds(range.gt(), limit -> compare(number, limit) > 0)
                && holds(range.gte(), limit -> compare(number, limit) >= 0);
    }

    /// Exactly: neither is rounded.
    private static int compare(BigDecimal number, double limit) {
        return Double.isFinite(limit)
                ? number.compareTo(new BigDecimal(limit))
                : Double.compare(0, limit);
    }

    private static boolean isWithin(FieldTest.DateTimeRange range, Value value) {
        if (!(value instanceof Value.Text(String text))) {
            return false;
        }
        OptionalLong micros = DateTimes.epochMicros(text);
        return micros.isPresent()
                && range.bounds().stream()
                        .allMatch(b -> holds(b.comparison(), micros.getAsLong(), b.epochMicros()));
    }

    private static boolean holds(Comparison comparison, long value, long limit) {
        return switch (comparison) {
            case LT -> value < limit;
            case LTE -> value <= limit;
            case GT -> value > limit;
            case GTE -> value >= limit;
        };
    }

    private static boolean holds(OptionalDouble limit, DoublePredicate test) {
        return limit.isEmpty() || test.test(limit.getAsDouble());
    }

    private static boolean holds(OptionalInt limit, IntPredicate test) {
        return limit.isEmpty() || test.test(limit.getAsInt());
    }
}
