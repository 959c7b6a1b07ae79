package io.digi.server;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.filter.GeoPoint;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Filters as the JSON of requests, in maps and lists.
final class FilterJson {
    private FilterJson() {}

    static Map<String, Object> of(Filter filter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("must", conditions(filter.must()));
        json.put("should", conditions(filter.should()));
        json.put("must_not", conditions(filter.mustNot()));
        filter.minShould()
                .ifPresent(min ->
                        json.put(
                                "min_should",
                                Map.of(
                                        "conditions", conditions(min.conditions()),
                                        "min_count", min.minCount())));
        return json;
    }

    private static List<Object> conditions(List<Condition> conditions) {
        return conditions.stream().map(FilterJson::condition).toList();
    }

    private static Object condition(Condition condition) {
        return switch (condition) {
            case Condition.Field(JsonPath key, FieldTest test) -> field(key, test);
            case Condition.IsEmpty(JsonPath key) -> Map.of("is_empty", key(key));
            case Condition.IsNull(JsonPath key) -> Map.of("is_null", key(key));
            case Condition.HasId(var ids) ->
                    Map.of("has_id", ids.stream().map(FilterJson::id).toList());
            case Condition.HasVector(var vector) -> Map.of("has_vector", vector.value());
            case Condition.Nested(JsonPath key, Filter filter) ->
                    Map.of("nested", Map.of("key", key.toString(), "filter", of(filter)));
            case Condition.Group(Filter filter) -> of(filter);
        };
    }

    private static Map<String, Object> key(JsonPath key) {
        return Map.of("key", key.toString());
    }

    static Object id(PointId id) {
        return switch (id) {
            case PointId.Num _ -> new BigInteger(id.toString());
            case PointId.Uuid _, PointId.Text _ -> id.toString();
        };
    }

    private static Map<String, Object> field(JsonPath key, FieldTest test) {
        Map<String, Object> json = new LinkedHashMap<>(key(key));
        switch (test) {
            case FieldTest.MatchValue(Scalar value) ->
                    json.put("match", Map.of("value", scalar(value)));
            case FieldTest.MatchAny(var values) ->
                    json.put("match", Map.of("any", scalars(values)));
            case FieldTest.MatchExcept(var values) ->
                    json.put("match", Map.of("except", scalars(values)));
            case FieldTest.MatchText(String text) -> json.put("match", Map.of("text", text));
            case FieldTest.MatchTextAny(String text) -> json.put("match", Map.of("text_any", text));
            case FieldTest.MatchPhrase(String text) -> json.put("match", Map.of("phrase", text));
            case FieldTest.Range range -> json.put("range", range(range));
            case FieldTest.DateTimeRange(var bounds) -> json.put("range", dates(bounds));
            case FieldTest.GeoBoundingBox(GeoPoint topLeft, GeoPoint bottomRight) ->
                    json.put(
                            "geo_bounding_box",
                            Map.of("top_left", place(topLeft), "bottom_right", place(bottomRight)));
            case FieldTest.GeoRadius(GeoPoint center, double meters) ->
                    json.put("geo_radius", Map.of("center", place(center), "radius", meters));
            case FieldTest.GeoPolygon(List<GeoPoint> exterior, List<List<GeoPoint>> interiors) ->
                    json.put(
                            "geo_polygon",
                            Map.of(
                                    "exterior",
                                    ring(exterior),
                                    "interiors",
                                    interiors.stream().map(FilterJson::ring).toList()));
            case FieldTest.ValuesCount count -> json.put("values_count", count(count));
            case FieldTest.IsEmpty(boolean empty) -> json.put("is_empty", empty);
            case FieldTest.IsNull(boolean isNull) -> json.put("is_null", isNull);
        }
        return json;
    }

    private static Object scalar(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Text(String text) -> text;
            case Scalar.Int(long number) -> number;
            case Scalar.Bool(boolean flag) -> flag;
        };
    }

    private static List<Object> scalars(Collection<Scalar> scalars) {
        return scalars.stream().map(FilterJson::scalar).toList();
    }

    private static Map<String, Object> range(FieldTest.Range range) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "lt", range.lt());
        put(json, "lte", range.lte());
        put(json, "gt", range.gt());
        put(json, "gte", range.gte());
        return json;
    }

    private static Map<String, Object> count(FieldTest.ValuesCount count) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "lt", asDouble(count.lt()));
        put(json, "lte", asDouble(count.lte()));
        put(json, "gt", asDouble(count.gt()));
        put(json, "gte", asDouble(count.gte()));
        json.replaceAll((_, value) -> ((Double) value).intValue());
        return json;
    }

    private static OptionalDouble asDouble(OptionalInt bound) {
        return bound.isPresent() ? OptionalDouble.of(bound.getAsInt()) : OptionalDouble.empty();
    }

    private static void put(Map<String, Object> json, String name, OptionalDouble bound) {
        bound.ifPresent(value -> json.put(name, value));
    }

    /// Of two bounds of a kind the strictest: JSON has room for one.
    private static Map<String, Object> dates(List<FieldTest.DateTimeRange.Bound> bounds) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<FieldTest.Comparison, Long> strictest = new EnumMap<>(FieldTest.Comparison.class);
        for (FieldTest.DateTimeRange.Bound bound : bounds) {
            boolean isUpper =
                    bound.comparison() == FieldTest.Comparison.LT
                            || bound.comparison() == FieldTest.Comparison.LTE;
            strictest.merge(
                    bound.comparison(), bound.epochMicros(), isUpper ? Math::min : Math::max);
        }
        strictest.forEach((comparison, micros) ->
                json.put(
                        comparison.name().toLowerCase(Locale.ROOT),
                        Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString()));
        return json;
    }

    private static Map<String, Object> place(GeoPoint point) {
        return Map.of("lon", point.lon(), "lat", point.lat());
    }

    private static Map<String, Object> ring(List<GeoPoint> points) {
        return Map.of("points", points.stream().map(FilterJson::place).toList());
    }
}
