package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.array;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.object;

import io.digi.model.change.Point;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Comparison;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.filter.GeoPoint;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Filters, and which of a dozen points each finds.
final class FilterCases {
    private static final Value NULL = Value.Null.NULL;
    private static final Scalar ROME = new Scalar.Text("Rome");
    private static final Scalar OSLO = new Scalar.Text("Oslo");

    /// What a filter finds: `ids` separated by blanks.
    record Case(String name, Filter filter, String ids) {}

    private final List<Case> cases = new ArrayList<>();

    private FilterCases() {}

    /// Points 1, 2, … in this order.
    static List<Point> points() {
        List<Value.Struct> payloads =
                List.of(
                        object("city", "Rome", "n", 1, "at", "2024-03-01", "ok", true),
                        object("city", "Oslo", "n", 2, "at", "2024-03-01T10:00:00Z", "ok", false),
                        object("city", array("Rome", "Oslo"), "n", array(1, 5)),
                        object("city", NULL, "n", NULL, "tags", array(), "mixed", NULL),
                        object("n", 1.0, "tags", array("a", "b"), "mixed", array(NULL, 1)),
                        object("n", "1", "tags", array(array("a")), "mixed", "text here"),
                        object("items", array(object("n", 1, "s", "x"), object("n", 2, "s", "y"))),
                        object("items", array(object("n", 1, "s", "y"), 7), "a.b", object("c", 1)),
                        object(
                                "place",
                                place(13.4, 52.5),
                                "a",
                                object("b", object("c", 1)),
                                "big",
                                9_007_199_254_740_993L),
                        object(
                                "place",
                                array(place(-179, 1), place(2.35, 48.85)),
                                "big",
                                9_007_199_254_740_992L),
                        object("place", object("lon", 179), "rows", array(object("x", NULL))),
                        object("at", array("2024-03-01T12:00:00+02:00", "2020-01-01 00:00:00.5")));
        List<Point> points = new ArrayList<>();
        for (Value.Struct payload : payloads) {
            points.add(Points.point(points.size() + 1, new Payload(payload), 1, 0));
        }
        return points;
    }

    static List<Case> all() {
        FilterCases all = new FilterCases();
        all.matches();
        all.texts();
        all.ranges();
        all.dateTimes();
        all.places();
        all.counts();
        all.emptiness();
        all.paths();
        all.nested();
        all.clauses();
        return List.copyOf(all.cases);
    }

    private void matches() {
        must("a string, in arrays too", "1 3", has("city", "Rome"));
        must("an integer is neither a double nor a string", "1 3", has("n", 1));
        must("a string is no integer", "6", has("n", "1"));
        must("a boolean", "2", has("ok", new Scalar.Bool(false)));
        must("any of several", "1 2 3", field("city", new FieldTest.MatchAny(Set.of(ROME, OSLO))));
        must("any of none", "", field("city", new FieldTest.MatchAny(Set.of())));
        must("none of one", "2 3", field("city", new FieldTest.MatchExcept(Set.of(ROME))));
        must("none of none", "1 2 3", field("city", new FieldTest.MatchExcept(Set.of())));
        must(
                "none of integers is every other value",
                "2 3 5 6",
                field("n", new FieldTest.MatchExcept(Set.of(new Scalar.Int(1)))));
        must("arrays within arrays are not looked into", "5", has("tags", "a"));
    }

    private void texts() {
        must("a part", "1 3", field("city", new FieldTest.MatchText("om")));
        must("case counts", "", field("city", new FieldTest.MatchText("rome")));
        must("a phrase", "6", field("mixed", new FieldTest.MatchPhrase("t h")));
        must("one word", "1 2 3", field("city", new FieldTest.MatchTextAny("sl  Ro")));
        must("no word", "", field("city", new FieldTest.MatchTextAny(" ")));
    }

    private void ranges() {
        must("numbers of both kinds", "1 3 5", field("n", Ranges.atMost(1)));
        must("strictly above", "2 3", field("n", Ranges.above(1)));
        must("strictly below", "", field("n", Ranges.below(1)));
        must("one value between", "2", field("n", Ranges.between(1.5, 4.5)));
        must("each element by itself", "3", field("n", Ranges.between(3, 9)));
        must("integers are not rounded", "9", field("big", Ranges.above(0x1p53)));
        must(
                "integers at a bound that is a double",
                "9 10",
                field("big", Ranges.between(1, 0x1p53 + 2)));
    }

    private void dateTimes() {
        must("a date is midnight in UTC", "1", field("at", Ranges.exactly("2024-03-01T00:00:00Z")));
        must("zones count", "2 12", field("at", Ranges.exactly("2024-03-01T10:00:00Z")));
        must(
                "fractions count",
                "12",
                field("at", Ranges.at(Comparison.LT, "2020-01-01T00:00:00.500001Z")));
        must(
                "text is no date",
                "",
                field("city", Ranges.at(Comparison.GT, "1970-01-01T00:00:00Z")));
    }

    private void places() {
        GeoPoint berlin = new GeoPoint(13.404, 52.52);
        must("in a circle", "9", field("place", new FieldTest.GeoRadius(berlin, 3_000)));
        must("outside a circle", "", field("place", new FieldTest.GeoRadius(berlin, 1_000)));
        must("in a box", "10", field("place", box(2, 49, 3, 48)));
        must("on the edge of a box", "", field("place", box(2.35, 49, 3, 48)));
        must("across the antimeridian", "10", field("place", box(170, 5, -170, -5)));
        List<GeoPoint> square = ring(10, 50, 20, 60);
        must("in a polygon", "9", polygon(square, List.of()));
        must("in its hole", "", polygon(square, List.of(ring(13, 52, 14, 53))));
        must("beside its hole", "9", polygon(square, List.of(ring(14, 52, 15, 53))));
        must("on its edge", "", polygon(ring(13.4, 50, 20, 60), List.of()));
    }

    private void counts() {
        must("two values", "3", field("city", Ranges.atLeastValues(2)));
        must("one value", "1 2 3", field("city", Ranges.atLeastValues(1)));
        must("elements that are arrays", "5 6", field("tags", Ranges.atLeastValues(1)));
        must("none counts 0", "1 2 3 4 7 8 9 10 11 12", field("tags", Ranges.fewerValuesThan(1)));
    }

    private void emptiness() {
        must("is empty", "1 2 3 4 7 8 9 10 11 12", new Condition.IsEmpty(path("tags")));
        must("is null", "4", new Condition.IsNull(path("city")));
        must("an empty array is not null", "", new Condition.IsNull(path("tags")));
        must("a null within is no null", "4", new Condition.IsNull(path("mixed")));
        must("each element is looked at", "4 5", field("mixed", new FieldTest.IsNull(true)));
        must(
                "empty, as a field test",
                "4 5 6 7 8 9 10 11 12",
                field("city", new FieldTest.IsEmpty(true)));
        must("not empty, as a field test", "1 2 3", field("city", new FieldTest.IsEmpty(false)));
        must("not null, as a field test", "1 2 3 6 7 8 9 10 11 12", notNull("mixed"));
        must("null at the end of a path", "11", new Condition.IsNull(path("rows[].x")));
    }

    private void paths() {
        must("through objects", "9", has("a.b.c", 1));
        must("a quoted key", "8", has("\"a.b\".c", 1));
        must("an array needs brackets", "", has("items.n", 1));
        must("through each element", "7 8", has("items[].n", 1));
        must("through one element", "8", has("items[0].s", "y"));
        must("beyond the end", "", has("items[9].s", "y"));
        must("brackets at the end", "5", has("tags[]", "b"));
        must("arrays within arrays by brackets", "5 6", has("tags[]", "a"));
    }

    private void nested() {
        must("one element has both", "7", within(has("n", 1), has("s", "x")));
        must("no element has both", "8", within(has("n", 1), has("s", "y")));
        must(
                "an element has neither id nor vector",
                "",
                within(new Condition.HasVector(VectorName.DEFAULT)));
        must("elements that are no objects do not count", "7 8", within());
        must("an object is no array", "", new Condition.Nested(path("a"), Filter.ALL));
    }

    private void clauses() {
        Condition rome = has("city", "Rome");
        Condition one = has("n", 1);
        Condition oslo = has("city", "Oslo");
        add("all of must", "3", Filter.must(rome, oslo));
        add("one of should", "1 2 3", Filter.should(rome, oslo));
        add("none of must_not", "4 5 6 7 8 9 10 11 12", Filter.mustNot(rome, oslo));
        add("no clause", "1 2 3 4 5 6 7 8 9 10 11 12", Filter.ALL);
        add(
                "at least two",
                "1 3",
                new Filter(List.of(), List.of(), List.of(), minShould(2, rome, one, oslo)));
        add(
                "all clauses together",
                "1",
                new Filter(List.of(one), List.of(rome), List.of(oslo), minShould(1, rome)));
        must("a filter within", "2", new Condition.Group(Filter.mustNot(rome)), oslo);
    }

    private void must(String name, String ids, Condition... conditions) {
        add(name, ids, Filter.must(conditions));
    }

    private void add(String name, String ids, Filter filter) {
        cases.add(new Case(name, filter, ids));
    }

    private static Optional<Filter.MinShould> minShould(int count, Condition... conditions) {
        return Optional.of(new Filter.MinShould(List.of(conditions), count));
    }

    private static Condition within(Condition... conditions) {
        return new Condition.Nested(path("items"), Filter.must(conditions));
    }

    private static Condition notNull(String key) {
        return field(key, new FieldTest.IsNull(false));
    }

    private static Condition polygon(List<GeoPoint> exterior, List<List<GeoPoint>> interiors) {
        return field("place", new FieldTest.GeoPolygon(exterior, interiors));
    }

    private static FieldTest box(double west, double north, double east, double south) {
        return new FieldTest.GeoBoundingBox(new GeoPoint(west, north), new GeoPoint(east, south));
    }

    private static List<GeoPoint> ring(double west, double south, double east, double north) {
        return List.of(
                new GeoPoint(west, south),
                new GeoPoint(east, south),
                new GeoPoint(east, north),
                new GeoPoint(west, north),
                new GeoPoint(west, south));
    }

    private static Value place(double lon, double lat) {
        return object("lon", lon, "lat", lat);
    }

    private static Condition field(String key, FieldTest test) {
        return new Condition.Field(path(key), test);
    }

    private static JsonPath path(String text) {
        return JsonPath.parse(text);
    }
}
