package io.digi.engine.write;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// About what a request's parts take on the heap, in bytes. What waits is bounded by these sizes,
/// so that they are rather too large than too small.
final class HeapSize {
    /// An object with its header, and the reference to it.
    private static final long OBJECT = 40;

    /// An entry of a map with its share of the table.
    private static final long ENTRY = 72;

    private HeapSize() {}

    static long of(Payload payload) {
        return of(payload.root());
    }

    private static long of(Value value) {
        return switch (value) {
            case Value.Null _, Value.Bool _ -> OBJECT;
            case Value.Int _, Value.Real _ -> OBJECT;
            case Value.Text(String text) -> OBJECT + of(text);
            case Value.Array(List<Value> items) -> {
                long size = 2 * OBJECT;
                for (Value item : items) {
                    size += of(item);
                }
                yield size;
            }
            case Value.Struct(Map<String, Value> fields) -> {
                long size = 2 * OBJECT;
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    size += ENTRY + of(field.getKey()) + of(field.getValue());
                }
                yield size;
            }
        };
    }

    static long of(Filter filter) {
        long conditions = ofAll(filter.must()) + ofAll(filter.should()) + ofAll(filter.mustNot());
        return 4 * OBJECT
                + conditions
                + filter.minShould().map(some -> ofAll(some.conditions())).orElse(0L);
    }

    private static long ofAll(List<Condition> conditions) {
        return conditions.stream().mapToLong(HeapSize::of).sum();
    }

    private static long of(Condition condition) {
        return 2 * OBJECT
                + switch (condition) {
                    case Condition.Field(JsonPath key, FieldTest test) -> of(key) + of(test);
                    case Condition.IsEmpty(JsonPath key) -> of(key);
                    case Condition.IsNull(JsonPath key) -> of(key);
                    case Condition.HasId(var ids) ->
                            ids.stream().mapToLong(id -> ENTRY + of(id)).sum();
                    case Condition.HasVector(var vector) -> of(vector.value());
                    case Condition.Nested(JsonPath key, Filter filter) -> of(key) + of(filter);
                    case Condition.Group(Filter filter) -> of(filter);
                };
    }

    private static long of(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchValue(FieldTest.Scalar value) -> of(value);
            case FieldTest.MatchAny(var values) -> ofScalars(values);
            case FieldTest.MatchExcept(var values) -> ofScalars(values);
            case FieldTest.MatchText(String text) -> of(text);
            case FieldTest.MatchTextAny(String text) -> of(text);
            case FieldTest.MatchPhrase(String text) -> of(text);
            case FieldTest.GeoPolygon(var exterior, var interiors) ->
                    OBJECT
                            * (exterior.size()
                                    + interiors.stream().mapToLong(ring -> 1 + ring.size()).sum());
            case FieldTest.Range _,
                    FieldTest.DateTimeRange _,
                    FieldTest.GeoBoundingBox _,
                    FieldTest.GeoRadius _,
                    FieldTest.ValuesCount _,
                    FieldTest.IsEmpty _,
                    FieldTest.IsNull _ ->
                    4 * OBJECT;
        };
    }

    private static long ofScalars(Collection<FieldTest.Scalar> values) {
        return values.stream().mapToLong(value -> ENTRY + of(value)).sum();
    }

    private static long of(FieldTest.Scalar value) {
        return OBJECT + (value instanceof FieldTest.Scalar.Text(String text) ? of(text) : 0);
    }

    static long of(PointId id) {
        return OBJECT + (id instanceof PointId.Text(String text) ? of(text) : 0);
    }

    static long of(JsonPath path) {
        return of(path.toString());
    }

    private static long of(String text) {
        return OBJECT + 2L * text.length();
    }
}
