package io.digi.engine.filter;

import static io.digi.engine.trial.Json.array;
import static io.digi.engine.trial.Json.object;
import static io.digi.engine.trial.Json.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.filter.Filter.MinShould;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterEvaluatorTest {
    private static final Payload PAYLOAD =
            payload(
                    "a", 1,
                    "b", 2,
                    "diet",
                            array(
                                    object("food", "leaves", "likes", false),
                                    object("food", "meat", "likes", true),
                                    "text"));
    private static final Condition A = is("a", 1);
    private static final Condition B = is("b", 2);
    private static final Condition NOT_A = is("a", 9);
    private static final Condition NOT_B = is("b", 9);
    private static final Condition OWN_ID =
            new Condition.HasId(Set.of(PointId.of(7), PointId.of(8)));

    @Test
    void filterWithoutClausesMatchesEveryPoint() {
        assertThat(matches(Filter.ALL)).isTrue();
    }

    @Test
    void mustAsksForAllConditions() {
        assertThat(matches(Filter.must(A, B))).isTrue();
        assertThat(matches(Filter.must(A, NOT_B))).isFalse();
    }

    @Test
    void shouldAsksForOneCondition() {
        assertThat(matches(Filter.should(NOT_A, B))).isTrue();
        assertThat(matches(Filter.should(NOT_A, NOT_B))).isFalse();
    }

    @Test
    void mustNotRefusesEachCondition() {
        assertThat(matches(Filter.mustNot(NOT_A, NOT_B))).isTrue();
        assertThat(matches(Filter.mustNot(NOT_A, B))).isFalse();
    }

    @Test
    void minShouldCountsConditions() {
        assertThat(matches(minShould(2, A, NOT_A, B))).isTrue();
        assertThat(matches(minShould(3, A, NOT_A, B))).isFalse();
        assertThat(matches(minShould(1))).isFalse();
        assertThat(matches(minShould(0, NOT_A))).isTrue();
    }

    @Test
    void clausesAreAllAskedFor() {
        assertThat(matches(new Filter(List.of(A), List.of(B), List.of(NOT_A), Optional.empty())))
                .isTrue();
        assertThat(matches(new Filter(List.of(A), List.of(NOT_B), List.of(), Optional.empty())))
                .isFalse();
        assertThat(matches(Filter.must(new Condition.Group(Filter.mustNot(A))))).isFalse();
        assertThat(matches(Filter.mustNot(new Condition.Group(Filter.must(A, NOT_B))))).isTrue();
    }

    @Test
    void idsAndVectorsAreThoseOfThePoint() {
        assertThat(matches(Filter.must(OWN_ID))).isTrue();
        assertThat(matches(Filter.must(new Condition.HasId(Set.of(PointId.of("7")))))).isFalse();
        assertThat(matches(Filter.must(new Condition.HasId(Set.of())))).isFalse();
        assertThat(matches(Filter.must(new Condition.HasVector(new VectorName("image"))))).isTrue();
        assertThat(matches(Filter.must(new Condition.HasVector(VectorName.DEFAULT)))).isFalse();
    }

    @Test
    void nestedConditionsMeetInOneElement() {
        assertThat(matches(Filter.must(nested("diet", is("food", "meat"), likes(true))))).isTrue();
        assertThat(matches(Filter.must(nested("diet[]", is("food", "meat"), likes(true)))))
                .isTrue();
        assertThat(matches(Filter.must(nested("diet", is("food", "leaves"), likes(true)))))
                .isFalse();
        assertThat(
                        matches(
                                Filter.must(
                                        field("diet[].food", "leaves"),
                                        field("diet[].likes", true))))
                .isTrue();
    }

    @Test
    void nestedFilterNeedsAnObjectInAnArray() {
        assertThat(matches(Filter.must(new Condition.Nested(path("a"), Filter.ALL)))).isFalse();
        assertThat(matches(Filter.must(new Condition.Nested(path("diet"), Filter.ALL)))).isTrue();
        Filter notMeat = Filter.mustNot(is("food", "meat"), is("food", "leaves"));
        assertThat(matches(Filter.must(new Condition.Nested(path("diet"), notMeat)))).isFalse();
    }

    @Test
    void anElementHasNeitherIdNorVectors() {
        assertThat(matches(Filter.must(nested("diet", OWN_ID)))).isFalse();
        assertThat(
                        matches(
                                Filter.must(
                                        nested(
                                                "diet",
                                                new Condition.HasVector(new VectorName("image"))))))
                .isFalse();
        assertThat(matches(Filter.must(new Condition.Nested(path("diet"), Filter.mustNot(OWN_ID)))))
                .isTrue();
    }

    @Test
    void nestingGoesDeeper() {
        Payload deep =
                payload("l", array(object("m", array(object("x", 1, "y", 2), object("x", 3)))));
        Filter inner = Filter.must(is("x", 1), is("y", 2));
        Filter filter = Filter.must(nested("l", new Condition.Nested(path("m"), inner)));
        assertThat(FilterEvaluator.compile(filter, FieldMeanings.PLAIN).matches(new Point(deep)))
                .isTrue();
        Filter apart = Filter.must(nested("l", nested("m", is("x", 3), is("y", 2))));
        assertThat(FilterEvaluator.compile(apart, FieldMeanings.PLAIN).matches(new Point(deep)))
                .isFalse();
    }

    @Test
    void emptyAndNullConditionsLookAtTheKey() {
        assertThat(matches(Filter.must(new Condition.IsEmpty(path("zzz"))))).isTrue();
        assertThat(matches(Filter.must(new Condition.IsEmpty(path("diet"))))).isFalse();
        assertThat(matches(Filter.must(new Condition.IsNull(path("zzz"))))).isFalse();
        assertThat(matches(Filter.must(nested("diet", new Condition.IsEmpty(path("food"))))))
                .isFalse();
    }

    @Test
    void nullsWithinAnArrayCountForTheFieldFormOnly() {
        Point point = new Point(payload("k", array(1, null)));
        Filter condition = Filter.must(new Condition.IsNull(path("k")));
        assertThat(FilterEvaluator.compile(condition, FieldMeanings.PLAIN).matches(point))
                .isFalse();
        Filter field = Filter.must(new Condition.Field(path("k"), new FieldTest.IsNull(true)));
        assertThat(FilterEvaluator.compile(field, FieldMeanings.PLAIN).matches(point)).isTrue();
        Filter elements = Filter.must(new Condition.IsNull(path("k[]")));
        assertThat(FilterEvaluator.compile(elements, FieldMeanings.PLAIN).matches(point)).isTrue();
    }

    @Test
    void ofSeveralValuesAllMustBeEmptyButOneMayBeForTheFieldForm() {
        Point point = new Point(payload("k", array(object("v", 1), object("v", null))));
        Filter condition = Filter.must(new Condition.IsEmpty(path("k[].v")));
        assertThat(FilterEvaluator.compile(condition, FieldMeanings.PLAIN).matches(point))
                .isFalse();
        for (boolean flag : new boolean[] {true, false}) {
            Filter empty =
                    Filter.must(new Condition.Field(path("k[].v"), new FieldTest.IsEmpty(flag)));
            assertThat(FilterEvaluator.compile(empty, FieldMeanings.PLAIN).matches(point)).isTrue();
            Filter isNull =
                    Filter.must(new Condition.Field(path("k[].v"), new FieldTest.IsNull(flag)));
            assertThat(FilterEvaluator.compile(isNull, FieldMeanings.PLAIN).matches(point))
                    .isTrue();
        }
    }

    @Test
    void payloadIsReadOnceAndOnlyIfNeeded() {
        Point point = new Point(PAYLOAD);
        assertThat(
                        FilterEvaluator.compile(Filter.must(A, B, OWN_ID), FieldMeanings.PLAIN)
                                .matches(point))
                .isTrue();
        assertThat(point.reads).isEqualTo(1);
        Condition otherId = new Condition.HasId(Set.of(PointId.of(1)));
        assertThat(
                        FilterEvaluator.compile(Filter.must(A, otherId), FieldMeanings.PLAIN)
                                .matches(point))
                .isFalse();
        assertThat(point.reads).isEqualTo(1);
    }

    private static boolean matches(Filter filter) {
        return FilterEvaluator.compile(filter, FieldMeanings.PLAIN).matches(new Point(PAYLOAD));
    }

    private static Filter minShould(int count, Condition... conditions) {
        return new Filter(
                List.of(),
                List.of(),
                List.of(),
                Optional.of(new MinShould(List.of(conditions), count)));
    }

    private static Condition nested(String key, Condition... conditions) {
        return new Condition.Nested(path(key), Filter.must(conditions));
    }

    private static Condition likes(boolean likes) {
        return field("likes", likes);
    }

    private static Condition is(String key, Object value) {
        return field(key, value);
    }

    private static Condition field(String key, Object value) {
        FieldTest.Scalar scalar =
                switch (value) {
                    case String text -> new FieldTest.Scalar.Text(text);
                    case Integer number -> new FieldTest.Scalar.Int(number);
                    case Boolean flag -> new FieldTest.Scalar.Bool(flag);
                    default -> throw new IllegalArgumentException(value.toString());
                };
        return new Condition.Field(path(key), new FieldTest.MatchValue(scalar));
    }

    private static JsonPath path(String text) {
        return JsonPath.parse(text);
    }

    private static final class Point implements PointFacts {
        private final Payload payload;
        private int reads;

        Point(Payload payload) {
            this.payload = payload;
        }

        @Override
        public PointId id() {
            return PointId.of(7);
        }

        @Override
        public Payload payload() {
            reads++;
            return payload;
        }

        @Override
        public boolean hasVector(VectorName vector) {
            return vector.value().equals("image");
        }
    }
}
