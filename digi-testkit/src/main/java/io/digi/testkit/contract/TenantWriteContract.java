package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.object;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.select;
import static io.digi.testkit.contract.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.config.CollectionChange;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A point belongs to one tenant for life, and its payload says to which.
interface TenantWriteContract extends EngineFixture {
    PointSelection ALL = new PointSelection.Matching(Filter.ALL);
    Payload OF_A = payload("tenant", Value.of("a"));
    Payload OF_B = payload("tenant", Value.of("b"));

    @Test
    default void upsertIsStampedWithItsTenant() {
        CollectionUnderTest a = createTenanted().as("a");

        a.upsert(point(1, 1, 0), point(2, OF_A, 1, 0));

        assertThat(a.payload(ONE)).isEqualTo(OF_A);
        assertThat(a.payload(Points.TWO)).isEqualTo(OF_A);
    }

    @Test
    default void upsertForAnotherTenantIsForbidden() {
        CollectionUnderTest collection = createTenanted();

        collection.as("a").refused(Problem.Forbidden.class, upsert(OF_B));

        assertThat(collection.count(Filter.ALL)).isZero();
    }

    @Test
    default void upsertOfEverythingTakesTenantsFromPayloads() {
        CollectionUnderTest collection = createTenanted();

        collection.upsert(point(1, OF_A, 1, 0), point(1, OF_B, 2, 0));

        assertThat(collection.as("a").ids()).isEqualTo(ids(1));
        assertThat(collection.as("b").ids()).isEqualTo(ids(1));
        collection.refused(Problem.TenantRequired.class, upsert(Payload.EMPTY));
        assertThat(collection.count(Filter.ALL)).isEqualTo(2);
    }

    @Test
    default void tenantIsAStringOf1To255Bytes() {
        CollectionUnderTest collection = createTenanted();

        Stream.of("", "x".repeat(256), "é".repeat(128), 7, Value.Null.NULL, Points.array("a"))
                .map(value -> payload("tenant", Points.value(value)))
                .forEach(payload -> {
                    collection.refused(Problem.BadRequest.class, upsert(payload));
                    collection.as("a").refused(Problem.BadRequest.class, upsert(payload));
                });

        collection.upsert(point(1, payload("tenant", Value.of("x".repeat(255))), 1, 0));
        assertThat(collection.as("x".repeat(255)).ids()).isEqualTo(ids(1));
    }

    @Test
    default void setPayloadMayNameTheSameTenantOnly() {
        CollectionUnderTest a = oneOfEach().as("a");
        Payload same = OF_A.with("n", Value.of(2));

        a.write(new PointChange.SetPayload(select(ONE), same, Optional.empty()));
        a.refused(Problem.Forbidden.class, new PointChange.SetPayload(ALL, OF_B, Optional.empty()));
        a.refused(
                Problem.BadRequest.class,
                new PointChange.SetPayload(
                        select(ONE), payload("tenant", Value.Null.NULL), Optional.empty()));
        a.refused(
                Problem.BadRequest.class,
                new PointChange.SetPayload(
                        select(ONE),
                        payload("x", Value.of(1)),
                        Optional.of(JsonPath.parse("tenant.deep"))));

        assertThat(a.payload(ONE)).isEqualTo(same);
    }

    @Test
    default void overwriteAndClearKeepTheTenant() {
        CollectionUnderTest a = oneOfEach().as("a");

        a.write(new PointChange.OverwritePayload(select(ONE), payload("n", Value.of(2))));
        assertThat(a.payload(ONE).root()).isEqualTo(object("tenant", "a", "n", 2));
        a.refused(Problem.Forbidden.class, new PointChange.OverwritePayload(select(ONE), OF_B));
        a.write(new PointChange.ClearPayload(ALL));

        assertThat(a.payload(ONE)).isEqualTo(OF_A);
    }

    @Test
    default void tenantCannotBeDeleted() {
        CollectionUnderTest collection = oneOfEach();

        Stream.of("tenant", "tenant.deep", "tenant[]")
                .map(path -> new PointChange.DeletePayload(ALL, List.of(JsonPath.parse(path))))
                .forEach(change -> {
                    collection.refused(Problem.BadRequest.class, change);
                    collection.as("a").refused(Problem.BadRequest.class, change);
                });

        assertThat(collection.as("a").payload(ONE).get("tenant")).contains(Value.of("a"));
    }

    @Test
    default void payloadThatNamesATenantIsWrittenToThatTenantOnly() {
        CollectionUnderTest collection = oneOfEach();

        collection.write(
                new PointChange.SetPayload(
                        select(ONE), OF_A.with("x", Value.of(1)), Optional.empty()),
                new PointChange.OverwritePayload(ALL, OF_B.with("y", Value.of(2))));

        assertThat(collection.as("a").payload(ONE).root())
                .isEqualTo(object("tenant", "a", "n", 1, "x", 1));
        assertThat(collection.as("b").payload(ONE).root()).isEqualTo(object("tenant", "b", "y", 2));
    }

    @Test
    default void changeByFilterReachesEveryTenant() {
        CollectionUnderTest collection = oneOfEach();

        collection.write(
                new PointChange.OverwritePayload(ALL, payload("z", Value.of(3))),
                new PointChange.SetPayload(ALL, payload("w", Value.of(4)), Optional.empty()));

        assertThat(collection.as("a").payload(ONE).root())
                .isEqualTo(object("tenant", "a", "z", 3, "w", 4));
        assertThat(collection.as("b").payload(ONE).root())
                .isEqualTo(object("tenant", "b", "z", 3, "w", 4));
    }

    @Test
    default void tenantFieldIsDeclaredWhileTheCollectionIsEmpty() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, OF_A, 1, 0));
        CollectionChange declare = new CollectionChange.DeclareTenantField("tenant");

        refused(Problem.BadRequest.class, () -> collection.alter(declare));
        collection.write(new PointChange.Delete(ALL));
        collection.alter(declare);

        assertThat(collection.describe().config().tenantField()).contains("tenant");
        collection.upsert(point(1, OF_A, 1, 0));
        assertThat(collection.as("a").ids()).isEqualTo(ids(1));
        collection.alter(declare);
        refused(
                Problem.BadRequest.class,
                () -> collection.alter(new CollectionChange.DeclareTenantField("other")));
    }

    private CollectionUnderTest oneOfEach() {
        CollectionUnderTest collection = createTenanted();
        Value n = Value.of(1);
        collection.upsert(point(1, OF_A.with("n", n), 1, 0), point(1, OF_B.with("n", n), 2, 0));
        return collection;
    }

    private static PointChange upsert(Payload payload) {
        return new PointChange.Upsert(List.of(point(1, payload, 1, 0)));
    }
}
