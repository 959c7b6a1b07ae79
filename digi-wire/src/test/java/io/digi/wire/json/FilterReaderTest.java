package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.filter.GeoPoint;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterReaderTest {
    private static final JsonPath KEY = JsonPath.parse("a");
    private static final String NO_CONDITION =
            "400 Format error in JSON body: Expected some form of condition";

    @Test
    void clausesTakeOneConditionOrAList() {
        Condition id = new Condition.HasId(Set.of(PointId.of(1)));
        assertThat(read("{\"must\": {\"has_id\": [1]}}")).isEqualTo(Filter.must(id));
        assertThat(
                        read(
                                """
                                {"must": [{"has_id": [1]}], "should": {"has_id": [1]},
                                 "must_not": null, "min_should": {"min_count": 1,
                                   "conditions": [{"has_id": [1]}, {"has_id": [1]}]}}\
                                """))
                .isEqualTo(
                        new Filter(
                                List.of(id),
                                List.of(id),
                                List.of(),
                                Optional.of(new Filter.MinShould(List.of(id, id), 1))));
        assertThat(read("{}")).isEqualTo(Filter.ALL);
    }

    record Example(String json, Condition condition) {}

    static List<Example> conditions() {
        return List.of(
                field("{\"match\": {\"value\": \"x\"}}", new FieldTest.MatchValue(text("x"))),
                field("{\"match\": {\"value\": -5}}", new FieldTest.MatchValue(integer(-5))),
                field(
                        "{\"match\": {\"value\": true}}",
                        new FieldTest.MatchValue(new Scalar.Bool(true))),
                field("{\"match\": {\"text\": \"x\"}}", new FieldTest.MatchText("x")),
                field("{\"match\": {\"text_any\": \"x y\"}}", new FieldTest.MatchTextAny("x y")),
                field("{\"match\": {\"phrase\": \"x y\"}}", new FieldTest.MatchPhrase("x y")),
                field("{\"match\": {\"any\": []}}", new FieldTest.MatchAny(Set.of())),
                field(
                        "{\"match\": {\"any\": [\"x\", \"y\", \"x\"]}}",
                        new FieldTest.MatchAny(Set.of(text("x"), text("y")))),
                field(
                        "{\"match\": {\"except\": [1, 2]}}",
                        new FieldTest.MatchExcept(Set.of(integer(1), integer(2)))),
                field(
                        "{\"range\": {\"gt\": 1, \"lte\": 2.5, \"lt\": null}, \"match\": null}",
                        new FieldTest.Range(
                                OptionalDouble.empty(),
                                OptionalDouble.of(2.5),
                                OptionalDouble.of(1),
                                OptionalDouble.empty())),
                field(
                        "{\"range\": {\"gte\": \"1970-01-01T00:00:01Z\"}}",
                        new FieldTest.DateTimeRange(
                                List.of(
                                        new FieldTest.DateTimeRange.Bound(
                                                FieldTest.Comparison.GTE, 1_000_000)))),
                field(
                        "{\"values_count\": {\"gte\": 2, \"lt\": 18446744073709551615}}",
                        new FieldTest.ValuesCount(
                                OptionalInt.of(Integer.MAX_VALUE),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(2))),
                field("{\"is_empty\": false}", new FieldTest.IsEmpty(false)),
                field("{\"is_null\": true}", new FieldTest.IsNull(true)),
                field(
                        """
                        {"geo_bounding_box": {"top_left": {"lon": 1, "lat": 4},
                          "bottom_right": {"lat": 2, "lon": 3}}}\
                        """,
                        new FieldTest.GeoBoundingBox(new GeoPoint(1, 4), new GeoPoint(3, 2))),
                field(
                        "{\"geo_radius\": {\"center\": {\"lon\": 1, \"lat\": 2}, \"radius\": 10}}",
                        new FieldTest.GeoRadius(new GeoPoint(1, 2), 10)),
                field(
                        """
                        {"geo_polygon": {"exterior": {"points": [{"lon": 0, "lat": 0},
                          {"lon": 1, "lat": 0}, {"lon": 1, "lat": 1}, {"lon": 0, "lat": 0}]},
                          "interiors": null}}\
                        """,
                        new FieldTest.GeoPolygon(
                                List.of(
                                        new GeoPoint(0, 0),
                                        new GeoPoint(1, 0),
                                        new GeoPoint(1, 1),
                                        new GeoPoint(0, 0)),
                                List.of())),
                new Example("{\"is_empty\": {\"key\": \"a\"}}", new Condition.IsEmpty(KEY)),
                new Example("{\"is_null\": {\"key\": \"a\"}}", new Condition.IsNull(KEY)),
                new Example("{\"has_vector\": \"\"}", new Condition.HasVector(VectorName.DEFAULT)),
                new Example(
                        "{\"nested\": {\"key\": \"a[]\", \"filter\": {\"must\": []}}}",
                        new Condition.Nested(KEY, Filter.ALL)),
                new Example(
                        "{\"should\": {\"has_id\": [\"x\"]}}",
                        new Condition.Group(
                                Filter.should(new Condition.HasId(Set.of(PointId.of("x")))))),
                new Example("{}", new Condition.Group(Filter.ALL)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void everyConditionIsRead(Example example) {
        assertThat(read("{\"must\": [" + example.json + "]}"))
                .isEqualTo(Filter.must(example.condition));
    }

    @Test
    void ofSeveralTestsOneMustHold() {
        assertThat(
                        read(
                                """
                                {"must": {"key": "a", "match": {"value": 1},
                                  "range": {"gt": 5}}}\
                                """))
                .isEqualTo(
                        Filter.must(
                                new Condition.Group(
                                        Filter.should(
                                                new Condition.Field(
                                                        KEY, new FieldTest.MatchValue(integer(1))),
                                                new Condition.Field(
                                                        KEY,
                                                        new FieldTest.Range(
                                                                OptionalDouble.empty(),
                                                                OptionalDouble.empty(),
                                                                OptionalDouble.of(5),
                                                                OptionalDouble.empty()))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"has_idd\": [1]}",
                "{\"has_id\": [1], \"is_null\": {\"key\": \"a\"}}",
                "{\"has_id\": [1], \"surplus\": 1}",
                "{\"match\": {\"value\": 1}}",
                "{\"slice\": {\"total\": 2, \"index\": 0}}",
                "{\"key\": \"a\", \"match\": {\"value\": 1}, \"has_id\": [1]}",
                "{\"key\": \"a\", \"match\": {\"value\": 1}, \"must\": []}",
                "5"
            })
    void whatIsNoConditionIsRefused(String json) {
        assertThat(answer("{\"must\": [" + json + "]}")).startsWith(NO_CONDITION);
    }

    @Test
    void textsOfErrorsAreQdrants() {
        assertThat(answer("{\"musst\": []}"))
                .startsWith(
                        "400 Format error in JSON body: unknown field `musst`, expected one of"
                                + " `should`, `min_should`, `must`, `must_not` at line 1 column");
        assertThat(answer("{\"must\": {\"key\": 5, \"match\": {\"value\": 1}}}"))
                .startsWith(
                        "400 Format error in JSON body: Filter condition 'key' must be a string");
        assertThat(answer("{\"must\": {\"key\": \"a\", \"range\": {\"gt\": \"soon\"}}}"))
                .startsWith(
                        "400 Format error in JSON body: 'soon' does not match accepted datetime"
                                + " format (RFC3339). Example: 2014-01-01T00:00:00Z");
        assertThat(answer("{\"must\": {\"key\": \"a.\", \"match\": {\"value\": 1}}}"))
                .startsWith("400 Format error in JSON body: Invalid json path: 'a.'");
        assertThat(answer("{\"must\": {\"key\": \"a\"}}"))
                .isEqualTo(
                        "422 Validation error in JSON body: [filter.must: At least one field"
                                + " condition must be specified]");
        assertThat(answer("{\"min_should\": {\"conditions\": [], \"min_count\": 0}}"))
                .contains("[filter.min_should.min_count: min_count must be greater than 0]");
        assertThat(answer("{\"min_should\": {\"conditions\": [], \"min_count\": -1}}"))
                .startsWith(
                        "400 Format error in JSON body: invalid value: integer `-1`, expected"
                                + " usize");
    }

    @Test
    void areasMustBeAreas() {
        assertThat(answer("{\"must\": {\"key\": \"a\", \"geo_radius\": {\"radius\": 1}}}"))
                .startsWith("400 Format error in JSON body: missing field `center`");
        assertThat(
                        answer(
                                """
                                {"must": {"key": "a", "geo_radius": {"radius": 1,
                                  "center": {"lon": 181, "lat": 0}}}}\
                                """))
                .startsWith("400 Format error in JSON body: Wrong format of GeoPoint payload");
        assertThat(
                        answer(
                                """
                                {"must": {"key": "a", "geo_polygon": {"exterior": {"points": [
                                  {"lon": 0, "lat": 0}]}}}}\
                                """))
                .startsWith(
                        "422 Validation error in JSON body:"
                                + " [filter.must.geo_polygon.exterior.points: a ring must have");
    }

    @Test
    void listsToMatchAreOfOneKind() {
        assertThat(answer("{\"must\": {\"key\": \"a\", \"match\": {\"any\": [1, \"x\"]}}}"))
                .contains("a list to match must be all strings or all integers");
        assertThat(answer("{\"must\": {\"key\": \"a\", \"match\": {\"value\": 1.5}}}"))
                .contains(
                        "invalid type: floating point `1.5`, expected a string, an integer or a"
                                + " boolean");
        assertThat(answer("{\"must\": {\"key\": \"a\", \"range\": {\"gt\": 1, \"lt\": \"2020\"}}}"))
                .contains("does not match accepted datetime format");
        assertThat(
                        answer(
                                """
                                {"must": {"key": "a", "range": {"gt": 1,
                                  "lt": "2020-01-01"}}}\
                                """))
                .contains("all numbers or all datetimes");
    }

    private static Filter read(String filter) {
        return PointReader.count(Bodies.body("{\"filter\": " + filter + "}")).filter();
    }

    private static String answer(String filter) {
        return Bodies.answer(PointReader::count, "{\"filter\": " + filter + "}");
    }

    private static Example field(String tests, FieldTest test) {
        return new Example(
                tests.strip().replaceFirst("}$", ", \"key\": \"a\"}"),
                new Condition.Field(KEY, test));
    }

    private static Scalar text(String value) {
        return new Scalar.Text(value);
    }

    private static Scalar integer(long value) {
        return new Scalar.Int(value);
    }
}
