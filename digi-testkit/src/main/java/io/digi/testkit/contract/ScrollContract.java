package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.MISSING;
import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.array;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.object;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Capability;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Retrieving, scrolling and counting points, and what comes with them.
interface ScrollContract extends EngineFixture {
    @Test
    default void retrievedPointsComeInTheOrderAskedFor() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(3));

        List<PointRecord> found =
                collection.read(
                        new PointRead.Retrieve(
                                List.of(Points.THREE, MISSING, ONE, Points.THREE),
                                Selection.IDS_ONLY));

        assertThat(found).extracting(PointRecord::id).isEqualTo(ids(3, 1, 3));
        assertThat(found).allMatch(point -> point.payload().isEmpty());
        assertThat(found).allMatch(point -> point.vectors().isEmpty());
    }

    @Test
    default void pagesJoinWithoutGapOrOverlap() {
        require(Capability.TEXT_IDS);
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(10));
        collection.upsert(
                new Point(PointId.of("z"), NamedVectors.NONE, Payload.EMPTY),
                new Point(
                        PointId.of("00000000-0000-0000-0000-000000000001"),
                        NamedVectors.NONE,
                        Payload.EMPTY));

        List<PointId> seen = new ArrayList<>();
        Optional<ScrollPosition> from = Optional.empty();
        for (int page = 0; page < 4; page++) {
            ScrollPage answer = collection.scroll(Filter.ALL, 3, from);
            assertThat(answer.points()).hasSize(3);
            answer.points().forEach(point -> seen.add(point.id()));
            from = answer.next();
            assertThat(from.isPresent()).isEqualTo(page < 3);
        }

        assertThat(seen).hasSize(12).isSorted().isEqualTo(collection.ids());
    }

    @Test
    default void scrollGoesOnAtAPositionWhoseIdIsGone() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(5));
        Optional<ScrollPosition> next = collection.scroll(Filter.ALL, 2, Optional.empty()).next();
        assertThat(next).contains(new ScrollPosition(Optional.empty(), Points.THREE));

        collection.write(new PointChange.Delete(Points.select(Points.THREE)));

        assertThat(collection.scroll(Filter.ALL, 9, next).points())
                .extracting(PointRecord::id)
                .isEqualTo(ids(4, 5));
    }

    @Test
    default void nextPageBeginsAtAMatch() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(9));
        Filter filter = Filter.should(has("n", 2), has("n", 5), has("n", 8));

        ScrollPage page = collection.scroll(filter, 2, Optional.empty());

        assertThat(page.points()).extracting(PointRecord::id).isEqualTo(ids(2, 5));
        assertThat(page.next()).map(ScrollPosition::id).contains(PointId.of(8));
        assertThat(collection.scroll(filter, 3, Optional.empty()).next()).isEmpty();
    }

    @Test
    default void countIsExact() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(9));

        assertThat(collection.count(Filter.ALL)).isEqualTo(9);
        assertThat(collection.count(Filter.mustNot(has("n", 3)))).isEqualTo(8);
        assertThat(collection.count(Filter.must(has("n", 10)))).isZero();
    }

    @Test
    default void filterByIdFindsThoseThatExist() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(3));

        Condition some = new Condition.HasId(Set.of(Points.TWO, MISSING));

        assertThat(collection.ids(Filter.must(some))).isEqualTo(ids(2));
        assertThat(collection.ids(Filter.mustNot(some))).isEqualTo(ids(1, 3));
        assertThat(collection.ids(Filter.must(new Condition.HasId(Set.of())))).isEmpty();
    }

    @Test
    default void filterByVectorFollowsItsDeletion() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(2));
        collection.upsert(new Point(Points.THREE, NamedVectors.NONE, Payload.EMPTY));
        Filter has = Filter.must(new Condition.HasVector(VectorName.DEFAULT));

        assertThat(collection.ids(has)).isEqualTo(ids(1, 2));
        collection.write(
                new PointChange.DeleteVectors(Points.select(ONE), Set.of(VectorName.DEFAULT)));
        assertThat(collection.ids(has)).isEqualTo(ids(2));
        assertThat(collection.ids(Filter.must(new Condition.HasVector(new VectorName("none")))))
                .isEmpty();
    }

    @Test
    default void includedPathsOnly() {
        assertThat(selected(new PayloadSelector.Include(paths("a.x", "c[].x", "d"))))
                .isEqualTo(
                        new Payload(
                                object(
                                        "a", object("x", 1),
                                        "c", array(object("x", 1), object()),
                                        "d", array(1, 2))));
        assertThat(selected(new PayloadSelector.Include(paths("c.x", "b.x"))))
                .isEqualTo(new Payload(object("b", 2, "c", array())));
        assertThat(selected(new PayloadSelector.Include(List.of()))).isEqualTo(Payload.EMPTY);
    }

    @Test
    default void excludedPathsAreLeftOut() {
        assertThat(selected(new PayloadSelector.Exclude(paths("a.x", "b", "c[].x", "d[]"))))
                .isEqualTo(
                        new Payload(
                                object(
                                        "a", object("y", 2),
                                        "c", array(object(), object("y", 2)),
                                        "d", array())));
    }

    @Test
    default void namedVectorsOnly() {
        VectorName a = new VectorName("a");
        VectorName b = new VectorName("b");
        VectorConfig line = new VectorConfig(1, Distance.EUCLID);
        CollectionUnderTest collection = create(CollectionConfig.of(Map.of(a, line, b, line)));
        NamedVectors both = new NamedVectors(Map.of(a, new DenseVector(1), b, new DenseVector(2)));
        collection.upsert(new Point(ONE, both, Payload.EMPTY));

        assertThat(collection.read(retrieveOne(vectors(Set.of(b)))).getFirst().vectors())
                .contains(NamedVectors.of("b", 2));
        collection.refused(
                Problem.UnknownVector.class, retrieveOne(vectors(Set.of(new VectorName("c")))));
    }

    private Payload selected(PayloadSelector selector) {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        Payload payload =
                new Payload(
                        object(
                                "a", object("x", 1, "y", 2),
                                "b", 2,
                                "c", array(object("x", 1), object("y", 2)),
                                "d", array(1, 2)));
        collection.upsert(point(1, payload, 1, 0));
        Selection selection = new Selection(selector, VectorSelector.Whole.NONE);
        return collection.read(retrieveOne(selection)).getFirst().payload().orElseThrow();
    }

    private static PointRead.Retrieve retrieveOne(Selection selection) {
        return new PointRead.Retrieve(List.of(ONE), selection);
    }

    private static Selection vectors(Set<VectorName> names) {
        return new Selection(PayloadSelector.Whole.NONE, new VectorSelector.Named(names));
    }

    private static List<JsonPath> paths(String... texts) {
        return Stream.of(texts).map(JsonPath::parse).toList();
    }
}
