package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.MISSING;
import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.TWO;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.matching;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.row;
import static io.digi.testkit.contract.Points.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointVectors;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Capability;
import io.digi.model.error.Problem;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Points and their vectors: storing, replacing and deleting them.
interface WriteContract extends EngineFixture {
    VectorName IMAGE = new VectorName("image");
    VectorName TEXT = new VectorName("text");

    @Test
    default void upsertedPointIsThereAtOnce() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        Payload payload = payload("city", Value.of("Rome"), "n", Value.of(Long.MAX_VALUE));

        collection.upsert(point(1, payload, 0.5f, -2));

        assertThat(collection.payload(ONE)).isEqualTo(payload);
        assertThat(collection.point(ONE).vectors()).contains(NamedVectors.of(0.5f, -2));
    }

    @Test
    default void everyKindOfIdIsItsOwnPoint() {
        require(Capability.TEXT_IDS);
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        List<PointId> ids =
                List.of(
                        PointId.of(0),
                        PointId.of(123),
                        PointId.of(-1),
                        PointId.of("00000000-0000-0000-0000-000000000001"),
                        PointId.of("ffffffff-0000-0000-0000-000000000001"),
                        PointId.of("123"),
                        PointId.of("doc_123"),
                        PointId.of("ünï"));

        ids.reversed().forEach(id -> collection.upsert(pointOf(id)));

        assertThat(collection.ids()).isEqualTo(ids);
        ids.forEach(id -> assertThat(collection.find(id)).isPresent());
    }

    @Test
    default void upsertReplacesThePointWhole() {
        CollectionUnderTest collection = createTwoVectors();
        collection.upsert(new Point(ONE, both(1, 2), payload("a", Value.of(1), "b", Value.of(2))));

        collection.upsert(new Point(ONE, NamedVectors.of("text", 5), payload("c", Value.of(3))));

        assertThat(collection.payload(ONE)).isEqualTo(payload("c", Value.of(3)));
        assertThat(collection.point(ONE).vectors()).contains(NamedVectors.of("text", 5));
    }

    @Test
    default void lastOfSeveralPointsOfOneIdStays() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);

        collection.upsert(
                point(1, payload("n", Value.of(1)), 1, 1),
                point(2, 2, 2),
                point(1, payload("m", Value.of(2)), 3, 3));

        assertThat(collection.ids()).isEqualTo(ids(1, 2));
        assertThat(collection.payload(ONE)).isEqualTo(payload("m", Value.of(2)));
        assertThat(collection.point(ONE).vectors()).contains(NamedVectors.of(3, 3));
    }

    @Test
    default void pointNeedsNoVector() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);

        collection.upsert(new Point(ONE, NamedVectors.NONE, payload("n", Value.of(1))));

        assertThat(collection.point(ONE).vectors()).contains(NamedVectors.NONE);
    }

    @Test
    default void cosineStoresVectorsOfLengthOne() {
        CollectionUnderTest collection = createPlane(Distance.COSINE);

        collection.upsert(point(1, 30, -40), point(2, 0, 0));

        float[] stored =
                collection
                        .point(ONE)
                        .vectors()
                        .orElseThrow()
                        .byName()
                        .firstEntry()
                        .getValue()
                        .elements();
        assertThat(stored[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(stored[1]).isCloseTo(-0.8f, within(1e-6f));
        assertThat(collection.point(TWO).vectors()).contains(NamedVectors.of(0, 0));
    }

    @Test
    default void wrongDimensionIsRefusedAndNothingOfTheUpsertIsKept() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);

        Problem.WrongDimension problem =
                collection.refused(
                        Problem.WrongDimension.class,
                        new PointChange.Upsert(List.of(point(1, 1, 2), point(2, 1, 2, 3))));

        assertThat(problem).isEqualTo(new Problem.WrongDimension(VectorName.DEFAULT, 2, 3));
        assertThat(collection.ids()).isEmpty();
    }

    @Test
    default void unknownVectorIsRefused() {
        CollectionUnderTest collection = createTwoVectors();
        collection.upsert(new Point(ONE, both(1, 2), Payload.EMPTY));
        VectorName unknown = new VectorName("sound");

        Problem.UnknownVector problem =
                collection.refused(
                        Problem.UnknownVector.class,
                        new PointChange.Upsert(
                                List.of(
                                        new Point(
                                                TWO, NamedVectors.of("sound", 1), Payload.EMPTY))));

        assertThat(problem.vector()).isEqualTo(unknown);
        collection.refused(
                Problem.UnknownVector.class,
                new PointChange.UpdateVectors(
                        List.of(new PointVectors(ONE, NamedVectors.of("sound", 1)))));
        collection.refused(
                Problem.UnknownVector.class,
                new PointChange.DeleteVectors(select(ONE), Set.of(unknown)));
        assertThat(collection.ids()).isEqualTo(ids(1));
    }

    @Test
    default void deletedPointIsNeverReturned() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(5));

        collection.write(new PointChange.Delete(select(TWO, MISSING, TWO)));
        collection.write(new PointChange.Delete(matching(has("n", 4))));

        assertThat(collection.ids()).isEqualTo(ids(1, 3, 5));
        assertThat(collection.find(TWO)).isEmpty();
        assertThat(collection.queryIds(PointRead.Query.nearest(9, 2, 0))).isEqualTo(ids(1, 3, 5));
    }

    @Test
    default void updatedVectorsLeaveTheOthersAndThePayload() {
        CollectionUnderTest collection = createTwoVectors();
        collection.upsert(new Point(ONE, both(1, 2), payload("n", Value.of(1))));

        collection.write(
                new PointChange.UpdateVectors(
                        List.of(
                                new PointVectors(ONE, NamedVectors.of("image", 7)),
                                new PointVectors(ONE, both(8, 9)),
                                new PointVectors(ONE, NamedVectors.of("text", 6)))));

        assertThat(collection.point(ONE).vectors()).contains(both(8, 6));
        assertThat(collection.payload(ONE)).isEqualTo(payload("n", Value.of(1)));
    }

    @Test
    default void deletedVectorIsGoneAndTheOthersStay() {
        CollectionUnderTest collection = createTwoVectors();
        collection.upsert(new Point(ONE, both(1, 2), payload("n", Value.of(1))));
        collection.upsert(new Point(TWO, both(3, 4), payload("n", Value.of(2))));

        collection.write(new PointChange.DeleteVectors(select(ONE), Set.of(IMAGE)));
        collection.write(new PointChange.DeleteVectors(matching(has("n", 2)), Set.of(TEXT)));
        collection.write(new PointChange.DeleteVectors(select(ONE), Set.of(IMAGE)));

        assertThat(collection.point(ONE).vectors()).contains(NamedVectors.of("text", 2));
        assertThat(collection.point(TWO).vectors()).contains(NamedVectors.of("image", 3));
    }

    @Test
    default void vectorsOfAMissingPointAreRefusedAndNothingIsKept() {
        CollectionUnderTest collection = createTwoVectors();
        collection.upsert(new Point(ONE, both(1, 2), Payload.EMPTY));

        Problem.PointNotFound problem =
                collection.refused(
                        Problem.PointNotFound.class,
                        new PointChange.UpdateVectors(
                                List.of(
                                        new PointVectors(ONE, both(8, 9)),
                                        new PointVectors(MISSING, both(8, 9)))));
        collection.refused(
                Problem.PointNotFound.class,
                new PointChange.DeleteVectors(select(ONE, MISSING), Set.of(IMAGE)));

        assertThat(problem.id()).isEqualTo(MISSING);
        assertThat(collection.point(ONE).vectors()).contains(both(1, 2));
    }

    private CollectionUnderTest createTwoVectors() {
        VectorConfig line = new VectorConfig(/* dimension= */ 1, Distance.EUCLID);
        return create(CollectionConfig.of(Map.of(IMAGE, line, TEXT, line)));
    }

    private static NamedVectors both(float image, float text) {
        return new NamedVectors(Map.of(IMAGE, new DenseVector(image), TEXT, new DenseVector(text)));
    }

    private static Point pointOf(PointId id) {
        return new Point(id, NamedVectors.of(1, 0), Payload.EMPTY);
    }
}
