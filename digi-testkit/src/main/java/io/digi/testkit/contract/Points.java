package io.digi.testkit.contract;

import io.digi.model.change.Point;
import io.digi.model.change.PointSelection;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.NamedVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Points, payloads and selections in their short forms.
final class Points {
    static final PointId ONE = PointId.of(1);
    static final PointId TWO = PointId.of(2);
    static final PointId THREE = PointId.of(3);
    static final PointId MISSING = PointId.of(404);

    private Points() {}

    static Point point(long id, Payload payload, float... vector) {
        return new Point(PointId.of(id), NamedVectors.of(vector), payload);
    }

    static Point point(long id, float... vector) {
        return point(id, Payload.EMPTY, vector);
    }

    /// Points 1 to `count` at (1, 0), (2, 0), … with their number as the field `n`.
    static Point[] row(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> point(i, payload("n", Value.of((long) i)), i, 0))
                .toArray(Point[]::new);
    }

    static List<PointId> ids(long... numbers) {
        return LongStream.of(numbers).mapToObj(PointId::of).toList();
    }

    static PointSelection.Ids select(PointId... ids) {
        return new PointSelection.Ids(List.of(ids));
    }

    static PointSelection.Matching matching(Condition condition) {
        return new PointSelection.Matching(Filter.must(condition));
    }

    static Payload payload(String key, Value value) {
        return Payload.of(Map.of(key, value));
    }

    static Payload payload(String key, Value value, String key2, Value value2) {
        return payload(key, value).with(key2, value2);
    }

    static Value.Struct object(Object... keysAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.put((String) keysAndValues[i], value(keysAndValues[i + 1]));
        }
        return new Value.Struct(fields);
    }

    static Value array(Object... items) {
        return new Value.Array(Stream.of(items).map(Points::value).toList());
    }

    /// A value of the payload of a Java value.
    static Value value(Object object) {
        return switch (object) {
            case Value value -> value;
            case String text -> Value.of(text);
            case Integer number -> Value.of((long) number);
            case Long number -> Value.of((long) number);
            case Double number -> Value.of((double) number);
            case Boolean flag -> Value.of((boolean) flag);
            default -> throw new IllegalArgumentException("no payload value: " + object);
        };
    }

    static Condition has(String path, String text) {
        return has(path, new FieldTest.Scalar.Text(text));
    }

    static Condition has(String path, long number) {
        return has(path, new FieldTest.Scalar.Int(number));
    }

    static Condition has(String path, FieldTest.Scalar scalar) {
        return new Condition.Field(JsonPath.parse(path), new FieldTest.MatchValue(scalar));
    }
}
