package io.digi.engine.filter;

import io.digi.engine.field.FieldMeaning;
import io.digi.engine.geo.GeoArea;
import io.digi.engine.geo.Place;
import io.digi.engine.payload.NumberOrder;
import io.digi.engine.payload.PayloadPaths;
import io.digi.model.filter.DateTimes;
import io.digi.model.filter.FieldTest;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleToIntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The tests of field conditions, compiled to predicates over the object that the key starts at.
final class FieldTests {
    private FieldTests() {}

    static Predicate<Map<String, Value>> compile(
            JsonPath key, FieldTest test, FieldMeaning meaning) {
        return switch (test) {
            case FieldTest.MatchValue(var scalar) -> anyLeaf(key, oneOf(Set.of(scalar), meaning));
            case FieldTest.MatchAny(var scalars) -> anyLeaf(key, oneOf(scalars, meaning));
            case FieldTest.MatchExcept(var scalars) -> {
                Predicate<Value> excepted = oneOf(scalars, meaning);
                yield anyLeaf(key, leaf -> leaf != Value.Null.NULL && !excepted.test(leaf));
            }
            case FieldTest.MatchText _, FieldTest.MatchTextAny _, FieldTest.MatchPhrase _ ->
                    TextTests.compile(key, test, meaning);
            case FieldTest.Range range -> anyLeaf(key, leaf -> isWithin(leaf, range));
            case FieldTest.DateTimeRange range ->
                    anyText(key, leaf -> isWithin(DateTimes.parseMicros(leaf), range));
            case FieldTest.GeoBoundingBox box -> anyPlace(key, GeoArea.of(box));
            case FieldTest.GeoRadius circle -> anyPlace(key, GeoArea.of(circle));
            case FieldTest.GeoPolygon polygon -> anyPlace(key, GeoArea.of(polygon));
            case FieldTest.ValuesCount bounds ->
                    anyValue(key, isWithin(0, bounds), value -> isWithin(count(value), bounds));
            case FieldTest.IsEmpty(boolean empty) ->
                    anyValue(key, empty, value -> isEmpty(value) == empty);
            case FieldTest.IsNull(boolean isNull) ->
                    anyValue(key, !isNull, value -> isNull(value) == isNull);
        };
    }

    /// Whether there is nothing at the key but nulls and empty arrays.
    static boolean isEmpty(Map<String, Value> fields, JsonPath key) {
        return !PayloadPaths.anyValueAt(fields, key, value -> !isEmpty(value));
    }

    /// Whether a value at the key is null.
    static boolean isNull(Map<String, Value> fields, JsonPath key) {
        return PayloadPaths.anyValueAt(fields, key, value -> value == Value.Null.NULL);
    }

    private static boolean isEmpty(Value value) {
        return value == Value.Null.NULL
                || (value instanceof Value.Array(List<Value> items) && items.isEmpty());
    }

    private static boolean isNull(Value value) {
        return value == Value.Null.NULL
                || (value instanceof Value.Array(List<Value> items)
                        && items.contains(Value.Null.NULL));
    }

    /// Whether one of the values at the key passes; where there is none, whether it is `missing`.
    private static Predicate<Map<String, Value>> anyValue(
            JsonPath key, boolean missing, Predicate<Value> test) {
        return fields -> {
            List<Value> values = PayloadPaths.valuesAt(fields, key);
            return values.isEmpty() ? missing : values.stream().anyMatch(test);
        };
    }

    private static Predicate<Map<String, Value>> anyLeaf(JsonPath key, Predicate<Value> test) {
        return fields -> PayloadPaths.anyLeafAt(fields, key, test);
    }

    static Predicate<Map<String, Value>> anyText(JsonPath key, Predicate<String> test) {
        return anyLeaf(key, leaf -> leaf instanceof Value.Text(String text) && test.test(text));
    }

    private static Predicate<Map<String, Value>> anyPlace(JsonPath key, GeoArea area) {
        return anyLeaf(key, leaf -> Place.of(leaf).filter(area::contains).isPresent());
    }

    private static Predicate<Value> oneOf(Set<FieldTest.Scalar> scalars, FieldMeaning meaning) {
        Set<Object> values =
                scalars.stream()
                        .map(scalar -> compared(valueOf(scalar), meaning))
                        .collect(Collectors.toUnmodifiableSet());
        return leaf ->
                switch (leaf) {
                    case Value.Text _, Value.Int _, Value.Bool _ ->
                            values.contains(compared(leaf, meaning));
                    case Value.Null _, Value.Real _, Value.Array _, Value.Struct _ -> false;
                };
    }

    private static Value valueOf(FieldTest.Scalar scalar) {
        return switch (scalar) {
            case FieldTest.Scalar.Text(String text) -> new Value.Text(text);
            case FieldTest.Scalar.Int(long number) -> new Value.Int(number);
            case FieldTest.Scalar.Bool(boolean flag) -> new Value.Bool(flag);
        };
    }

    /// What stands for a value where values are compared.
    private static Object compared(Value value, FieldMeaning meaning) {
        if (meaning == FieldMeaning.Uuids.UUIDS && value instanceof Value.Text(String text)) {
            Optional<PointId.Uuid> uuid = PointId.Uuid.parse(text);
            return uuid.isPresent() ? uuid.get() : value;
        }
        return value;
    }

    private static boolean isWithin(Value leaf, FieldTest.Range range) {
        return switch (leaf) {
            case Value.Int(long number) ->
                    isWithin(range, bound -> NumberOrder.compare(number, bound));
            case Value.Real(double number) ->
                    isWithin(range, bound -> NumberOrder.compare(number, bound));
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ -> false;
        };
    }

    private static boolean isWithin(FieldTest.Range range, DoubleToIntFunction order) {
        return (range.lt().isEmpty() || order.applyAsInt(range.lt().getAsDouble()) < 0)
                && (range.lte().isEmpty() || order.applyAsInt(range.lte().getAsDouble()) <= 0)
                && (range.gt().isEmpty() || order.applyAsInt(range.gt().getAsDouble()) > 0)
                && (range.gte().isEmpty() || order.applyAsInt(range.gte().getAsDouble()) >= 0);
    }

    private static boolean isWithin(OptionalLong micros, FieldTest.DateTimeRange range) {
        return micros.isPresent()
                && range.bounds().stream().allMatch(bound -> meets(micros.getAsLong(), bound));
    }

    private static boolean meets(long micros, FieldTest.DateTimeRange.Bound bound) {
        return switch (bound.comparison()) {
            case LT -> micros < bound.epochMicros();
            case LTE -> micros <= bound.epochMicros();
            case GT -> micros > bound.epochMicros();
            case GTE -> micros >= bound.epochMicros();
        };
    }

    private static int count(Value value) {
        return switch (value) {
            case Value.Null _ -> 0;
            case Value.Array(List<Value> items) -> items.size();
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _, Value.Struct _ -> 1;
        };
    }

    private static boolean isWithin(int count, FieldTest.ValuesCount bounds) {
        return (bounds.lt().isEmpty() || count < bounds.lt().getAsInt())
                && (bounds.lte().isEmpty() || count <= bounds.lte().getAsInt())
                && (bounds.gt().isEmpty() || count > bounds.gt().getAsInt())
                && (bounds.gte().isEmpty() || count >= bounds.gte().getAsInt());
    }
}
