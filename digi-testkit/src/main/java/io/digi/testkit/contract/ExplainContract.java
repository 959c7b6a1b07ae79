package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import io.digi.model.query.Explanation;
import io.digi.model.query.Explanation.ConditionAnswer;
import io.digi.model.query.Explanation.Matches;
import io.digi.model.query.PointRead.Explain;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.SearchStep;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An explanation says what a query did: counts are those of the points in reach, conditions that
/// no index answers are named, and it is refused where the query would be.
interface ExplainContract extends EngineFixture {
    JsonPath CITY = JsonPath.ofKey("city");

    @Test
    default void fewPointsAreComparedOneByOne() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(Points.row(20));

        Explanation explanation = explain(collection, Query.nearest(3, 7, 0));

        assertThat(explanation.hitCount()).isEqualTo(3);
        assertThat(explanation.tenant()).isEmpty();
        assertThat(explanation.matches()).isEqualTo(new Matches(20, 20, 20));
        assertThat(explanation.conditions()).isEmpty();
        assertThat(explanation.steps())
                .containsExactly(new SearchStep.Vectors(SearchStep.Why.NO_INDEX, 20));
        assertThat(explanation.index().orElseThrow().tail()).isEqualTo(20);
        assertThat(explanation.spent().comparedVectors()).isEqualTo(20);
        assertThat(explanation.spent().checkedPoints()).isZero();
        assertThat(explanation.spent().times()).containsOnlyKeys(QueryPhase.values());
        assertThat(explanation.hints()).isEmpty();
    }

    @Test
    default void indexThatAFilterLacksIsNamedUntilItIsThere() {
        CollectionUnderTest collection = cities();
        Query query = Query.nearest(3, 7.25f, 0).where(Filter.must(has("city", "Rome")));

        Explanation without = explain(collection, query);

        assertThat(without.matches()).isEqualTo(new Matches(20, 0, 20));
        assertThat(without.conditions())
                .containsExactly(
                        new ConditionAnswer(
                                "match",
                                Optional.of(CITY),
                                Optional.empty(),
                                /* isDecided= */ false,
                                Set.of(PayloadIndexKind.KEYWORD, PayloadIndexKind.UUID)));
        assertThat(without.spent().checkedPoints()).isEqualTo(20);
        assertThat(without.hints()).singleElement().asString().contains("`city`", "create");

        collection.alter(
                new CollectionChange.CreatePayloadIndex(CITY, PayloadIndexConfig.keyword()));
        Explanation with = explain(collection, query);

        assertThat(with.matches()).isEqualTo(new Matches(20, 10, 10));
        assertThat(with.conditions())
                .containsExactly(
                        new ConditionAnswer(
                                "match",
                                Optional.of(CITY),
                                Optional.of(PayloadIndexKind.KEYWORD),
                                /* isDecided= */ true,
                                Set.of()));
        assertThat(with.spent().checkedPoints()).isZero();
        assertThat(with.spent().comparedVectors()).isEqualTo(10);
        assertThat(with.hints()).isEmpty();
        assertThat(with.hitCount()).isEqualTo(without.hitCount()).isEqualTo(3);
    }

    @Test
    default void conditionsOfGroupsAndNestedFiltersAreOpened() {
        CollectionUnderTest collection = cities();
        Condition nested =
                new Condition.Nested(JsonPath.ofKey("parts"), Filter.must(has("size", 3)));
        Filter filter =
                Filter.should(
                        new Condition.HasId(Set.of(Points.ONE)),
                        new Condition.Group(Filter.mustNot(has("city", "Rome"))),
                        nested);

        List<ConditionAnswer> conditions =
                explain(collection, Queries.inIdOrder(5).where(filter)).conditions();

        assertThat(conditions)
                .extracting(condition -> condition.key().map(JsonPath::toString).orElse("-"))
                .containsExactly("-", "city", "parts[].size");
        assertThat(conditions)
                .extracting(ConditionAnswer::isDecided)
                .containsExactly(true, false, false);
        assertThat(conditions.get(2).missing()).containsExactly(PayloadIndexKind.INTEGER);
    }

    @Test
    default void tenantIsToldOfItsOwnPointsOnly() {
        CollectionUnderTest collection = createTenanted();
        collection.as("a").upsert(Points.row(3));
        collection.as("b").upsert(Points.row(40));
        Query query = Query.nearest(9, 1, 0).where(Filter.must(has("n", 2)));

        Explanation explanation = explain(collection.as("a"), query);

        assertThat(explanation.tenant()).contains(new TenantId("a"));
        assertThat(explanation.hitCount()).isEqualTo(1);
        assertThat(explanation.matches()).isEqualTo(new Matches(3, 0, 3));
        assertThat(explanation.index().orElseThrow().vectors()).isEqualTo(3);
        assertThat(explanation.index().orElseThrow().tail()).isEqualTo(3);
        assertThat(explanation.spent().checkedPoints()).isEqualTo(3);
        assertThat(explain(collection, query).matches().inScope()).isEqualTo(43);
    }

    @Test
    default void explanationIsRefusedWhereTheQueryIs() {
        CollectionUnderTest collection = cities();

        collection.refused(Problem.WrongDimension.class, new Explain(Query.nearest(3, 1)));
        collection.refused(
                Problem.PointNotFound.class, new Explain(Queries.near(Points.MISSING, 3)));
    }

    private CollectionUnderTest cities() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        for (int id = 1; id <= 20; id++) {
            Value city = Value.of(id % 2 == 0 ? "Rome" : "Oslo");
            collection.upsert(point(id, payload("city", city), id, 0));
        }
        return collection;
    }

    private static Explanation explain(CollectionUnderTest collection, Query query) {
        return collection.read(new Explain(query));
    }
}
