package io.digi.engine.filter;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static io.digi.engine.trial.Json.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.field.FieldIndex;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.trial.RandomFilters;
import io.digi.engine.trial.RandomIndexes;
import io.digi.engine.trial.Trials;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterBitmapsTest {
    @Test
    void indexedAndUnindexedAnswersAreEqual() {
        Trials.run(
                300,
                random -> {
                    IndexedPoints points = new IndexedPoints();
                    RandomFilters filters = new RandomFilters(random);
                    for (int i = random.nextInt(5); i > 0; i--) {
                        points.index(filters.path(), randomConfig(random));
                    }
                    for (int group = 0; group < 3; group++) {
                        points.change(random);
                        for (int i = 0; i < 10; i++) {
                            assertAgrees(points, filters.next());
                        }
                    }
                    points.reopen();
                    assertAgrees(points, filters.next());
                });
    }

    @Test
    void everyTestOfAnIndexedKeyAgrees() {
        Trials.run(
                300,
                random -> {
                    IndexedPoints points = new IndexedPoints();
                    JsonPath key = JsonPath.parse(random.nextBoolean() ? "a" : "a[].b");
                    points.index(key, randomConfig(random));
                    points.change(random);
                    points.change(random);
                    RandomFilters filters = new RandomFilters(random);
                    for (int i = 0; i < 20; i++) {
                        Condition condition = new Condition.Field(key, filters.test());
                        assertAgrees(points, Filter.must(condition));
                        assertAgrees(points, Filter.mustNot(condition));
                    }
                });
    }

    @Test
    void anOldIndexAnswersAsBeforeChanges() {
        Trials.run(
                50,
                random -> {
                    IndexedPoints points = new IndexedPoints();
                    points.index(JsonPath.parse("a"), randomConfig(random));
                    points.change(random);
                    FieldIndex old = points.indexes.get(JsonPath.parse("a"));
                    byte[] before = IndexedPoints.bytesOf(old);
                    points.change(random);
                    points.change(random);
                    assertThat(IndexedPoints.bytesOf(old)).isEqualTo(before);
                });
    }

    @Test
    void indexedMatchesAndIdsAreExact() {
        IndexedPoints points = cities();
        points.index(JsonPath.parse("city"), PayloadIndexConfig.keyword());
        points.index(JsonPath.parse("n"), PayloadIndexConfig.integer());
        assertExactly(points, Filter.must(match("city", "Rome")), 0, 2);
        assertExactly(points, Filter.mustNot(match("city", "Rome")), 1, 3, 4);
        assertExactly(points, Filter.must(match("city", "Rome"), match("n", 3)), 2);
        assertExactly(points, Filter.should(match("city", "Oslo"), match("n", 1)), 0, 1, 2);
        assertExactly(
                points,
                Filter.must(
                        new Condition.Field(
                                JsonPath.parse("city"),
                                new FieldTest.MatchExcept(Set.of(new Scalar.Text("Rome"))))),
                1,
                2);
        assertExactly(
                points, Filter.must(new Condition.HasId(Set.of(PointId.of(2), PointId.of(9)))), 2);
        assertExactly(points, Filter.must(new Condition.HasVector(new VectorName("v"))), 0, 2, 4);
        assertExactly(points, Filter.must(new Condition.IsEmpty(JsonPath.parse("city"))), 3, 4);
        assertExactly(points, Filter.must(new Condition.IsNull(JsonPath.parse("city"))), 3);
        assertExactly(points, Filter.ALL, 0, 1, 2, 3, 4);
    }

    @Test
    void minShouldOfIndexedConditionsIsExact() {
        IndexedPoints points = cities();
        points.index(JsonPath.parse("city"), PayloadIndexConfig.keyword());
        points.index(JsonPath.parse("n"), PayloadIndexConfig.integer());
        List<Condition> conditions =
                List.of(match("city", "Rome"), match("city", "Oslo"), match("n", 3));
        for (int count = 0; count <= 4; count++) {
            Filter filter =
                    new Filter(
                            List.of(),
                            List.of(),
                            List.of(),
                            Optional.of(new Filter.MinShould(conditions, count)));
            int[][] expected = {{0, 1, 2, 3, 4}, {0, 1, 2}, {2}, {2}, {}};
            assertExactly(points, filter, expected[count]);
        }
    }

    @Test
    void doublesUnderAnIntegerIndexAreLeftToCheck() {
        IndexedPoints points = cities();
        points.index(JsonPath.parse("n"), PayloadIndexConfig.integer());
        Filter filter = Filter.must(new Condition.Field(JsonPath.parse("n"), above(1)));
        FilterSelection selection = points.bitmaps().select(filter);
        assertThat(selection.certain()).isEqualTo(SlotSet.of(1, 2));
        assertThat(selection.undecided()).isEqualTo(SlotSet.of(3));
        assertThat(selection.residual()).isEqualTo(filter);
        assertExactly(points, Filter.must(match("n", 3)), 2);
    }

    @Test
    void capabilitiesThatAreOffAreNotServed() {
        IndexedPoints points = cities();
        JsonPath n = JsonPath.parse("n");
        points.index(n, new PayloadIndexConfig.Int(true, false, false, false));
        Filter range = Filter.must(new Condition.Field(n, above(1)));
        assertThat(points.bitmaps().select(range).certain()).isEqualTo(SlotSet.empty());
        assertThat(points.bitmaps().select(range).possible()).isEqualTo(SlotSet.of(0, 1, 2, 3));
        points.index(n, new PayloadIndexConfig.Int(false, true, false, false));
        FilterSelection match = points.bitmaps().select(Filter.must(match("n", 3)));
        assertThat(match.certain()).isEqualTo(SlotSet.empty());
        assertThat(match.possible()).isEqualTo(SlotSet.of(0, 1, 2));
    }

    @Test
    void residualKeepsOnlyWhatIsNotDecided() {
        IndexedPoints points = cities();
        points.index(JsonPath.parse("city"), PayloadIndexConfig.keyword());
        Condition unindexed = match("n", 3);
        FilterSelection selection =
                points.bitmaps().select(Filter.must(match("city", "Rome"), unindexed));
        assertThat(selection.possible()).isEqualTo(SlotSet.of(0, 2));
        assertThat(selection.certain()).isEqualTo(SlotSet.empty());
        assertThat(selection.residual()).isEqualTo(Filter.must(unindexed));
        FilterSelection decided =
                points.bitmaps().select(Filter.should(match("city", "Rome"), unindexed));
        assertThat(decided.certain()).isEqualTo(SlotSet.of(0, 2));
        assertThat(points.bitmaps().select(Filter.must(match("city", "Bonn"), unindexed)).isExact())
                .isTrue();
    }

    @Test
    void nestedFilterIsBoundedByIndexesOfItsFields() {
        IndexedPoints points = new IndexedPoints();
        points.put(0, payload("l", array(object("x", 1, "y", 1), object("x", 2))));
        points.put(1, payload("l", array(object("x", 2, "y", 1))));
        points.put(2, payload("l", array(object("x", 1), object("y", 1))));
        points.index(JsonPath.parse("l[].x"), PayloadIndexConfig.integer());
        Condition nested =
                new Condition.Nested(
                        JsonPath.parse("l"), Filter.must(match("x", 1), match("y", 1)));
        assertThat(points.bitmaps().select(Filter.must(nested)).possible())
                .isEqualTo(SlotSet.of(0, 2));
        assertThat(points.matching(Filter.must(nested))).isEqualTo(SlotSet.of(0));
    }

    @Test
    void missingIndexesAreNamedByWhatWouldServe() {
        IndexedPoints points = cities();
        points.put(6, payload("l", array(object("x", 1))));
        points.index(JsonPath.parse("city"), PayloadIndexConfig.keyword());
        points.index(JsonPath.parse("title"), PayloadIndexConfig.keyword());
        Condition served = match("city", "Rome");
        Condition title =
                new Condition.Field(JsonPath.parse("title"), new FieldTest.MatchText("wine"));
        Condition inner =
                new Condition.Nested(
                        JsonPath.parse("l"), Filter.must(match("x", 1), match("y", 2)));
        points.index(JsonPath.parse("l[].x"), PayloadIndexConfig.integer());
        Filter filter =
                new Filter(
                        List.of(served, inner),
                        List.of(new Condition.Group(Filter.must(match("n", 3))), served),
                        List.of(title),
                        Optional.empty());
        assertThat(points.bitmaps().missingIndexes(filter))
                .containsExactlyInAnyOrder(
                        new MissingIndex(JsonPath.parse("l[].y"), Set.of(PayloadIndexKind.INTEGER)),
                        new MissingIndex(JsonPath.parse("n"), Set.of(PayloadIndexKind.INTEGER)));
        points.put(7, payload("title", "red wine"));
        points.index(JsonPath.parse("title"), PayloadIndexConfig.keyword());
        assertThat(points.bitmaps().missingIndexes(Filter.must(title)))
                .containsExactly(
                        new MissingIndex(JsonPath.parse("title"), Set.of(PayloadIndexKind.TEXT)));
    }

    private static IndexedPoints cities() {
        IndexedPoints points = new IndexedPoints();
        points.put(0, payload("city", "Rome", "n", 1));
        points.put(1, payload("city", "Oslo", "n", 2));
        points.put(2, payload("city", array("Rome", "Oslo"), "n", array(1, 3)));
        points.put(3, payload("city", null, "n", 1.5));
        points.put(4, payload("n", "1"));
        return points;
    }

    private static Condition match(String key, Object value) {
        Scalar scalar =
                value instanceof String text
                        ? new Scalar.Text(text)
                        : new Scalar.Int((Integer) value);
        return new Condition.Field(JsonPath.parse(key), new FieldTest.MatchValue(scalar));
    }

    private static FieldTest above(double bound) {
        return new FieldTest.Range(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(bound),
                OptionalDouble.empty());
    }

    private static PayloadIndexConfig randomConfig(Random random) {
        return RandomIndexes.config(random);
    }

    private static void assertExactly(IndexedPoints points, Filter filter, int... slots) {
        FilterSelection selection = points.bitmaps().select(filter);
        assertThat(selection.certain()).isEqualTo(SlotSet.of(slots));
        assertThat(selection.isExact()).isTrue();
        assertThat(selection.residual()).isEqualTo(Filter.ALL);
        assertThat(points.matching(filter)).isEqualTo(SlotSet.of(slots));
    }

    private static void assertAgrees(IndexedPoints points, Filter filter) {
        FilterSelection selection = points.bitmaps().select(filter);
        FilterEvaluator residual =
                FilterEvaluator.compile(
                        selection.residual(), FieldMeanings.of(points.indexes, Map.of()));
        SlotSetEditor found = selection.certain().edit();
        selection
                .undecided()
                .forEach(slot -> {
                    if (residual.matches(points.facts(slot))) {
                        found.add(slot);
                    }
                });
        assertThat(selection.certain().andNot(selection.possible())).isEqualTo(SlotSet.empty());
        assertThat(found.build())
                .as(
                        "%s over %s with indexes of %s",
                        filter, points.payloads, points.indexes.keySet())
                .isEqualTo(points.matching(filter));
    }
}
