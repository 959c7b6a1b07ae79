package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.MISSING;
import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.row;
import static io.digi.testkit.contract.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.model.change.Point;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.Cancellation;
import io.digi.model.engine.Costs;
import io.digi.model.engine.Deadline;
import io.digi.model.engine.Scope;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Searching: order, scores, limits, thresholds, filters.
interface QueryContract extends EngineFixture {
    Pattern COMMA = Pattern.compile(",");

    @ParameterizedTest
    @CsvSource({
        "COSINE, '1,2,3,4', '1, 0.8, 0, -1'",
        "DOT, '2,1,3,4', '4, 1, 0, -2'",
        "EUCLID, '1,3,4,2', '0, 1.4142135, 3, 4.2426405'",
        "MANHATTAN, '1,3,4,2', '0, 2, 3, 6'"
    })
    default void hitsComeBestFirst(Distance distance, String order, String scores) {
        CollectionUnderTest collection = createPlane(distance);
        collection.upsert(point(1, 1, 0), point(2, 4, 3), point(3, 0, 1), point(4, -2, 0));

        List<ScoredPoint> hits = collection.query(Query.nearest(10, 1, 0));

        assertThat(String.join(",", hits.stream().map(hit -> hit.id().toString()).toList()))
                .isEqualTo(order);
        double[] expected = COMMA.splitAsStream(scores).mapToDouble(Double::parseDouble).toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) hits.get(i).score()).isCloseTo(expected[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    default void equalScoresComeInTheOrderOfIds(Distance distance) {
        CollectionUnderTest collection = createPlane(distance);
        for (long id : new long[] {5, 3, 9, 1, 7}) {
            collection.upsert(point(id, 1, 2));
        }

        assertThat(collection.queryIds(Query.nearest(3, 2, 1))).isEqualTo(ids(1, 3, 5));
        assertThat(collection.queryIds(Queries.from(Query.nearest(9, 2, 1), 3)))
                .isEqualTo(ids(7, 9));
    }

    @Test
    default void zeroVectorsHaveScoreZero() {
        CollectionUnderTest collection = createPlane(Distance.COSINE);
        collection.upsert(point(1, 0, 0), point(2, 1, 0));

        assertThat(collection.query(Query.nearest(9, 0, 0)))
                .extracting(ScoredPoint::score)
                .containsExactly(0f, 0f);
        assertThat(collection.query(Query.nearest(9, 1, 0)).getLast().score()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 100, 1", "10, 100, 10", "1000, 100, 100", "7, 3, 3"})
    default void exactlyAsManyHitsAsThereAreMatches(int limit, int matches, int expected) {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(200));
        Filter some = Filter.must(new Condition.Field(JsonPath.parse("n"), Ranges.atMost(matches)));

        List<ScoredPoint> hits = collection.query(Query.nearest(limit, 500, 0).where(some));

        assertThat(hits).hasSize(expected);
        assertThat(hits.getFirst().id().toString()).isEqualTo(Integer.toString(matches));
    }

    @Test
    default void offsetSkipsTheBest() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(5));

        Query all = Query.nearest(2, 0, 0);

        assertThat(collection.queryIds(Queries.from(all, 2))).isEqualTo(ids(3, 4));
        assertThat(collection.queryIds(Queries.from(all, 4))).isEqualTo(ids(5));
        assertThat(collection.queryIds(Queries.from(all, 5))).isEmpty();
    }

    @Test
    default void thresholdIsStrict() {
        CollectionUnderTest far = createPlane(Distance.EUCLID);
        CollectionUnderTest large = createPlane(Distance.DOT);
        far.upsert(row(4));
        large.upsert(row(4));

        assertThat(far.queryIds(Queries.beyond(Query.nearest(9, 0, 0), 3))).isEqualTo(ids(1, 2));
        assertThat(large.queryIds(Queries.beyond(Query.nearest(9, 1, 0), 3))).isEqualTo(ids(4));
    }

    @Test
    default void filterDecidesWhoIsRanked() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(9));

        Filter filter = Filter.should(has("n", 7), has("n", 3));

        assertThat(collection.queryIds(Query.nearest(9, 9, 0).where(filter))).isEqualTo(ids(7, 3));
    }

    @Test
    default void pointAsTargetIsNotAmongItsHits() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(3));
        collection.upsert(point(4, 1, 0));

        assertThat(collection.queryIds(Queries.near(ONE, 9))).isEqualTo(ids(4, 2, 3));
    }

    @Test
    default void missingPointAsTargetIsNamed() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(new Point(ONE, NamedVectors.NONE, Payload.EMPTY));

        assertThat(collection.refused(Problem.PointNotFound.class, Queries.near(MISSING, 1)).id())
                .isEqualTo(MISSING);
        collection.refused(Problem.PointNotFound.class, Queries.near(ONE, 1));
    }

    @Test
    default void pointWithoutTheVectorIsNoHit() {
        CollectionUnderTest collection =
                create(
                        CollectionConfig.of(
                                Map.of(
                                        new VectorName("a"),
                                        new VectorConfig(1, Distance.EUCLID),
                                        new VectorName("b"),
                                        new VectorConfig(2, Distance.DOT))));
        collection.upsert(
                new Point(ONE, NamedVectors.of("a", 1), Payload.EMPTY),
                new Point(Points.TWO, NamedVectors.of("b", 1, 2), Payload.EMPTY));

        assertThat(collection.queryIds(Query.nearest(9, 1).using(new VectorName("a"))))
                .isEqualTo(ids(1));
        assertThat(collection.queryIds(Query.nearest(9, 1, 1).using(new VectorName("b"))))
                .isEqualTo(ids(2));
        collection.refused(Problem.UnknownVector.class, Query.nearest(9, 1));
        collection.refused(
                Problem.WrongDimension.class, Query.nearest(9, 1).using(new VectorName("b")));
    }

    @Test
    default void hitCarriesVersionAndWhatWasSelected() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        Payload payload = payload("n", Value.of(1));
        collection.upsert(point(2, 9, 9));
        collection.upsert(point(1, payload, 1, 0));
        Query query = Query.nearest(1, 1, 0);

        ScoredPoint bare = collection.query(query.with(Selection.IDS_ONLY)).getFirst();
        ScoredPoint full = collection.query(query.with(Selection.EVERYTHING)).getFirst();

        assertThat(bare.version()).isEqualTo(2);
        assertThat(bare.payload()).isEmpty();
        assertThat(bare.vectors()).isEmpty();
        assertThat(full.payload()).contains(payload);
        assertThat(full.vectors()).contains(NamedVectors.of(1, 0));
    }

    @Test
    default void batchAnswersEachQuery() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(3));

        List<List<ScoredPoint>> answers =
                collection.read(
                        new PointRead.QueryBatch(
                                List.of(
                                        Query.nearest(1, 3, 0),
                                        Queries.inIdOrder(2),
                                        Query.nearest(1, 1, 0).where(Filter.must(has("n", 9))))));

        assertThat(answers)
                .extracting(hits -> hits.stream().map(ScoredPoint::id).toList())
                .containsExactly(ids(3), ids(1, 2), List.of());
    }

    @Test
    default void queryWithoutTargetComesInIdOrder() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(4));

        List<ScoredPoint> hits = collection.query(Queries.from(Queries.inIdOrder(2), 1));

        assertThat(hits).extracting(ScoredPoint::id).isEqualTo(ids(2, 3));
        assertThat(hits).extracting(ScoredPoint::score).containsOnly(0f);
        collection.refused(Problem.BadRequest.class, Queries.beyond(Queries.inIdOrder(2), 0.5));
    }

    @Test
    default void callThatIsOverIsNotAnswered() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        Scope all = Scope.Everything.EVERYTHING;
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        Call late = new Call(all, Deadline.after(Duration.ZERO), new Cancellation(), new Costs());
        Call withdrawn = new Call(all, Deadline.none(), cancelled, new Costs());

        refused(
                Problem.DeadlineExceeded.class,
                () -> collection.in(late).query(Query.nearest(1, 1, 0)));
        refused(
                Problem.Cancelled.class,
                () -> collection.in(withdrawn).query(Query.nearest(1, 1, 0)));
    }
}
