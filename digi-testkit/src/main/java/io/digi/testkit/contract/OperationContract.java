package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.MISSING;
import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.THREE;
import static io.digi.testkit.contract.Points.TWO;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.matching;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.row;
import static io.digi.testkit.contract.Points.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.PointChange;
import io.digi.model.error.Problem;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Operation numbers and versions, and batches of changes.
interface OperationContract extends EngineFixture {
    @Test
    default void everyChangeTakesTheNextNumber() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);

        assertThat(collection.upsert(row(3)).operationNumbers()).containsExactly(1L);
        assertThat(
                        collection
                                .write(
                                        new PointChange.Delete(select(MISSING)),
                                        new PointChange.Delete(matching(has("n", 404))),
                                        new PointChange.ClearPayload(select(ONE)))
                                .operationNumbers())
                .containsExactly(2L, 3L, 4L);
        assertThat(collection.write().operationNumbers()).isEmpty();
        collection.refused(
                Problem.PointNotFound.class, new PointChange.ClearPayload(select(MISSING)));
        assertThat(collection.upsert(point(9, 1, 1)).operationNumbers()).containsExactly(5L);
    }

    @Test
    default void versionIsTheNumberOfTheLastChangeOfThePoint() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);
        collection.upsert(row(3));
        collection.write(
                new PointChange.SetPayload(
                        select(TWO), payload("a", Value.of(1)), Optional.empty()));
        collection.write(new PointChange.DeletePayload(matching(has("n", 3)), List.of()));

        assertThat(collection.version(ONE)).isEqualTo(1);
        assertThat(collection.version(TWO)).isEqualTo(2);
        assertThat(collection.version(THREE)).isEqualTo(3);
    }

    @Test
    default void changesBeforeARefusedOneStayAndLaterOnesAreNotApplied() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);

        collection.refused(
                Problem.WrongDimension.class,
                new PointChange.Upsert(List.of(point(1, 1, 1))),
                new PointChange.Upsert(List.of(point(2, 1, 1), point(3, 1))),
                new PointChange.Upsert(List.of(point(4, 1, 1))));

        assertThat(collection.ids()).isEqualTo(ids(1));
        assertThat(collection.upsert(point(5, 1, 1)).last()).isEqualTo(2);
    }

    @Test
    default void changeSeesWhatTheOnesBeforeItDid() {
        CollectionUnderTest collection = createPlane(Distance.EUCLID);

        collection.write(
                new PointChange.Upsert(List.of(row(3))),
                new PointChange.Delete(matching(has("n", 2))),
                new PointChange.SetPayload(
                        matching(has("n", 3)), payload("n", Value.of(4)), Optional.empty()),
                new PointChange.Delete(matching(has("n", 3))));

        assertThat(collection.ids()).isEqualTo(ids(1, 3));
    }
}
