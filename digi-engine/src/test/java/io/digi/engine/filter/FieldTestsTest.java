package io.digi.engine.filter;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.field.FieldMeaning;
import io.digi.engine.trial.Json;
import io.digi.model.filter.DateTimes;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.GeoPoint;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldTestsTest {
    private static final JsonPath KEY = JsonPath.parse("k");

    @Test
    void matchComparesTypeAndValue() {
        assertThat(passes(new FieldTest.MatchValue(text("red")), "red")).isTrue();
        assertThat(passes(new FieldTest.MatchValue(text("red")), "reddish")).isFalse();
        assertThat(passes(new FieldTest.MatchValue(text("1")), 1)).isFalse();
        assertThat(passes(new FieldTest.MatchValue(number(1)), 1)).isTrue();
        assertThat(passes(new FieldTest.MatchValue(number(1)), 1.0)).isFalse();
        assertThat(passes(new FieldTest.MatchValue(number(1)), "1")).isFalse();
        assertThat(passes(new FieldTest.MatchValue(new Scalar.Bool(true)), true)).isTrue();
        assertThat(passes(new FieldTest.MatchValue(new Scalar.Bool(true)), false)).isFalse();
        assertThat(passes(new FieldTest.MatchValue(number((1L << 53) + 1)), 1L << 53)).isFalse();
    }

    @Test
    void oneElementThatMatchesIsEnough() {
        assertThat(passes(new FieldTest.MatchValue(number(2)), array(1, 2))).isTrue();
        assertThat(passes(new FieldTest.MatchValue(number(2)), array(1, array(2)))).isFalse();
        assertThat(passes(new FieldTest.MatchValue(number(2)), array())).isFalse();
        assertThat(fails(new FieldTest.MatchValue(number(2)))).isTrue();
    }

    @Test
    void anyMatchesOneOfItsValuesAndNoneOfNone() {
        FieldTest any = new FieldTest.MatchAny(Set.of(text("a"), number(1)));
        assertThat(passes(any, "a")).isTrue();
        assertThat(passes(any, array("x", 1))).isTrue();
        assertThat(passes(any, "x")).isFalse();
        assertThat(passes(any, 1.0)).isFalse();
        assertThat(passes(new FieldTest.MatchAny(Set.of()), "a")).isFalse();
    }

    @Test
    void exceptMatchesAnyOtherValueButNull() {
        FieldTest except = new FieldTest.MatchExcept(Set.of(text("a"), number(1)));
        assertThat(passes(except, "a")).isFalse();
        assertThat(passes(except, array("a", 1))).isFalse();
        assertThat(passes(except, array("a", "b"))).isTrue();
        assertThat(passes(except, 1.0)).isTrue();
        assertThat(passes(except, true)).isTrue();
        assertThat(passes(except, object())).isTrue();
        assertThat(passes(except, array("a", array()))).isTrue();
        assertThat(passes(except, Value.Null.NULL)).isFalse();
        assertThat(passes(except, array("a", null))).isFalse();
        assertThat(passes(except, array())).isFalse();
        assertThat(fails(except)).isTrue();
    }

    @Test
    void exceptOfNoneMatchesEveryValue() {
        FieldTest except = new FieldTest.MatchExcept(Set.of());
        assertThat(passes(except, "")).isTrue();
        assertThat(passes(except, array(null, 0))).isTrue();
        assertThat(passes(except, array())).isFalse();
        assertThat(passes(except, array((Object) null))).isFalse();
        assertThat(fails(except)).isTrue();
    }

    @Test
    void textIsFoundAsSubstringWithItsCase() {
        assertThat(passes(new FieldTest.MatchText("red wi"), "dark red wine")).isTrue();
        assertThat(passes(new FieldTest.MatchPhrase("red wi"), array(1, "red wine"))).isTrue();
        assertThat(passes(new FieldTest.MatchText("Red"), "red")).isFalse();
        assertThat(passes(new FieldTest.MatchText(""), "")).isTrue();
        assertThat(passes(new FieldTest.MatchText("1"), 1)).isFalse();
    }

    @Test
    void anyWordOfATextIsEnough() {
        FieldTest words = new FieldTest.MatchTextAny(" blue\u00a0wine\t");
        assertThat(passes(words, "redwines")).isTrue();
        assertThat(passes(words, "red")).isFalse();
        assertThat(passes(new FieldTest.MatchTextAny("  "), "red wine")).isFalse();
        assertThat(passes(new FieldTest.MatchTextAny(""), "")).isFalse();
    }

    @Test
    void rangeComparesNumbersOfBothKinds() {
        FieldTest range = range(OptionalDouble.of(2), OptionalDouble.of(5));
        assertThat(passes(range, 2)).isTrue();
        assertThat(passes(range, 5)).isFalse();
        assertThat(passes(range, 4.999)).isTrue();
        assertThat(passes(range, 1.999)).isFalse();
        assertThat(passes(range, array(9, 3))).isTrue();
        assertThat(passes(range, array(9, 1))).isFalse();
        assertThat(passes(range, "3")).isFalse();
        FieldTest open =
                new FieldTest.Range(
                        OptionalDouble.empty(),
                        OptionalDouble.of(5),
                        OptionalDouble.of(2),
                        OptionalDouble.empty());
        assertThat(passes(open, 2)).isFalse();
        assertThat(passes(open, 5.0)).isTrue();
    }

    @Test
    void rangeKeepsLargeIntegersApart() {
        FieldTest above =
                new FieldTest.Range(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(0x1p53),
                        OptionalDouble.empty());
        assertThat(passes(above, (1L << 53) + 1)).isTrue();
        assertThat(passes(above, 1L << 53)).isFalse();
    }

    @Test
    void datetimeRangeReadsTextOfAllForms() {
        long noon = DateTimes.parseMicros("2024-02-29T12:00:00Z").orElseThrow();
        FieldTest from =
                new FieldTest.DateTimeRange(
                        List.of(
                                new FieldTest.DateTimeRange.Bound(FieldTest.Comparison.GTE, noon),
                                new FieldTest.DateTimeRange.Bound(
                                        FieldTest.Comparison.LT, noon + 60_000_000)));
        assertThat(passes(from, "2024-02-29 13:00:30+01")).isTrue();
        assertThat(passes(from, "2024-02-29T12:00")).isTrue();
        assertThat(passes(from, "2024-02-29T12:01:00Z")).isFalse();
        assertThat(passes(from, "2024-02-29")).isFalse();
        assertThat(passes(from, array("no date", "2024-02-29T12:00:59.9999999Z"))).isTrue();
        assertThat(passes(from, noon)).isFalse();
    }

    @Test
    void valuesCountLooksAtTheArrayItself() {
        assertThat(passes(countIs(2), array(1, array(2, 3)))).isTrue();
        assertThat(passes(countIs(1), "x")).isTrue();
        assertThat(passes(countIs(1), object())).isTrue();
        assertThat(passes(countIs(0), array())).isTrue();
        assertThat(passes(countIs(0), Value.Null.NULL)).isTrue();
        assertThat(passes(countIs(1), array((Object) null))).isTrue();
        assertThat(fails(countIs(0))).isFalse();
        assertThat(fails(countIs(1))).isTrue();
    }

    @Test
    void emptyIsNothingOrNullOrAnEmptyArray() {
        assertThat(fails(new FieldTest.IsEmpty(true))).isFalse();
        assertThat(fails(new FieldTest.IsEmpty(false))).isTrue();
        for (Object empty : new Object[] {Value.Null.NULL, array()}) {
            assertThat(passes(new FieldTest.IsEmpty(true), empty)).isTrue();
            assertThat(passes(new FieldTest.IsEmpty(false), empty)).isFalse();
        }
        for (Object full : new Object[] {array((Object) null), "", 0, false, object()}) {
            assertThat(passes(new FieldTest.IsEmpty(true), full)).isFalse();
            assertThat(passes(new FieldTest.IsEmpty(false), full)).isTrue();
        }
    }

    @Test
    void nullIsANullOrAnArrayWithOne() {
        assertThat(fails(new FieldTest.IsNull(true))).isTrue();
        assertThat(fails(new FieldTest.IsNull(false))).isFalse();
        for (Object missing : new Object[] {Value.Null.NULL, array(1, null)}) {
            assertThat(passes(new FieldTest.IsNull(true), missing)).isTrue();
            assertThat(passes(new FieldTest.IsNull(false), missing)).isFalse();
        }
        for (Object there : new Object[] {array(), array(array((Object) null)), 0, object()}) {
            assertThat(passes(new FieldTest.IsNull(true), there)).isFalse();
            assertThat(passes(new FieldTest.IsNull(false), there)).isTrue();
        }
    }

    @Test
    void boxHoldsWhatIsStrictlyInside() {
        FieldTest box = new FieldTest.GeoBoundingBox(new GeoPoint(-1, 1), new GeoPoint(1, -1));
        assertThat(passes(box, place(-0.5, 0.5))).isTrue();
        assertThat(passes(box, place(1.5, 0.5))).isFalse();
        assertThat(passes(box, place(1.0, 0.0))).isFalse();
        assertThat(passes(box, object("lon", 0, "lat", 0))).isTrue();
        assertThat(passes(box, object("lon", 0))).isFalse();
        assertThat(passes(box, object("lon", "0", "lat", "0"))).isFalse();
        assertThat(passes(box, array(place(5, 5), place(0, 0)))).isTrue();
    }

    @Test
    void boxMayCrossTheAntimeridian() {
        FieldTest pacific =
                new FieldTest.GeoBoundingBox(new GeoPoint(167, 74.07), new GeoPoint(-66.88, 18.77));
        assertThat(passes(pacific, place(-73.99, 40.76))).isTrue();
        assertThat(passes(pacific, place(179, 50))).isTrue();
        assertThat(passes(pacific, place(13.4, 52.5))).isFalse();
    }

    @Test
    void radiusIsMeasuredOnTheMeanEarth() {
        double distance = 78_626.29627999048;
        GeoPoint origin = new GeoPoint(0, 0);
        assertThat(passes(new FieldTest.GeoRadius(origin, distance), place(0.5, 0.5))).isFalse();
        assertThat(passes(new FieldTest.GeoRadius(origin, distance + 1e-6), place(0.5, 0.5)))
                .isTrue();
        assertThat(
                        passes(
                                new FieldTest.GeoRadius(new GeoPoint(179.9, 0), 30_000),
                                place(-179.9, 0)))
                .isTrue();
    }

    @Test
    void polygonHasHolesAndABorderThatIsOutside() {
        FieldTest square =
                polygon(
                        ring(-1, -1, 1.5, -1, 1.5, 1.5, -1, 1.5, -1, -1),
                        ring(-0.5, -0.5, -0.5, 0.5, 0.5, 0.5, 0.5, -0.5, -0.5, -0.5));
        assertThat(passes(square, place(0.6, 0.6))).isTrue();
        assertThat(passes(square, place(0, 0))).isFalse();
        assertThat(passes(square, place(0.5, 0.5))).isFalse();
        assertThat(passes(square, place(1.5, 0))).isFalse();
        assertThat(passes(square, place(2, 0))).isFalse();
        assertThat(passes(square, place(-2, -1))).isFalse();
        FieldTest twisted = polygon(ring(-1, -1, 1, 1, 1, -1, -1, 1, -1, -1));
        assertThat(passes(twisted, place(0.5, 0))).isTrue();
        assertThat(passes(twisted, place(0, 0.5))).isFalse();
        assertThat(passes(twisted, place(0, 0))).isFalse();
    }

    @Test
    void bordersThatDoublesBlurAreDecidedExactly() {
        FieldTest triangle = polygon(ring(0, 0, 0.3, 0.1, 0, 0.1, 0, 0));
        double lon = 0.3 * 0.5;
        double lat = 0.1 * 0.5;
        assertThat(passes(triangle, place(lon, lat))).isFalse();
        assertThat(passes(triangle, place(lon, Math.nextUp(lat)))).isTrue();
        assertThat(passes(triangle, place(lon, Math.nextDown(lat)))).isFalse();
    }

    private static boolean passes(FieldTest test, Object value) {
        return FieldTests.compile(KEY, test, FieldMeaning.Plain.PLAIN)
                .test(Map.of("k", Json.value(value)));
    }

    /// Whether the test fails where the key is missing.
    private static boolean fails(FieldTest test) {
        return !FieldTests.compile(KEY, test, FieldMeaning.Plain.PLAIN)
                .test(Map.of("other", Json.value(1)));
    }

    private static Scalar text(String text) {
        return new Scalar.Text(text);
    }

    private static Scalar number(long number) {
        return new Scalar.Int(number);
    }

    private static FieldTest range(OptionalDouble gte, OptionalDouble lt) {
        return new FieldTest.Range(lt, OptionalDouble.empty(), OptionalDouble.empty(), gte);
    }

    private static FieldTest countIs(int count) {
        return new FieldTest.ValuesCount(
                OptionalInt.of(count + 1),
                OptionalInt.of(count),
                OptionalInt.of(count - 1),
                OptionalInt.of(count));
    }

    private static Value.Struct place(double lon, double lat) {
        return object("lon", lon, "lat", lat);
    }

    private static List<GeoPoint> ring(double... lonsAndLats) {
        return java.util.stream.IntStream.range(0, lonsAndLats.length / 2)
                .mapToObj(i -> new GeoPoint(lonsAndLats[2 * i], lonsAndLats[2 * i + 1]))
                .toList();
    }

    private static FieldTest polygon(List<GeoPoint> exterior) {
        return new FieldTest.GeoPolygon(exterior, List.of());
    }

    private static FieldTest polygon(List<GeoPoint> exterior, List<GeoPoint> interior) {
        return new FieldTest.GeoPolygon(exterior, List.of(interior));
    }
}
