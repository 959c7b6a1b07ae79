package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.ONE;
import static io.digi.testkit.contract.Points.TWO;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.matching;
import static io.digi.testkit.contract.Points.payload;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.select;
import static io.digi.testkit.contract.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Tenants of one collection see nothing of each other.
interface TenantContract extends EngineFixture {
    @Test
    default void oneIdUnderTwoTenantsIsTwoPoints() {
        CollectionUnderTest collection = createTenanted();
        collection.as("a").upsert(point(1, payload("n", Value.of(1)), 1, 0));
        collection.as("b").upsert(point(1, payload("n", Value.of(2)), 2, 0));

        assertThat(collection.as("a").payload(ONE))
                .isEqualTo(payload("n", Value.of(1), "tenant", Value.of("a")));
        assertThat(collection.as("b").payload(ONE))
                .isEqualTo(payload("n", Value.of(2), "tenant", Value.of("b")));
        assertThat(collection.count(Filter.ALL)).isEqualTo(2);

        collection.as("a").write(new PointChange.Delete(select(ONE)));
        assertThat(collection.as("a").ids()).isEmpty();
        assertThat(collection.as("b").ids()).isEqualTo(ids(1));
    }

    @Test
    default void noReadCrossesTheBorder() {
        CollectionUnderTest a = twoTenants().as("a");
        Condition both = new Condition.HasId(Set.of(ONE, TWO, Points.THREE));

        assertThat(a.find(TWO)).isEmpty();
        assertThat(a.ids()).isEqualTo(ids(1, 3));
        assertThat(a.ids(Filter.must(both))).isEqualTo(ids(1, 3));
        assertThat(a.ids(Filter.should(has("tenant", "b")))).isEmpty();
        assertThat(a.ids(Filter.mustNot(has("tenant", "a")))).isEmpty();
        assertThat(a.count(Filter.ALL)).isEqualTo(2);
        assertThat(a.queryIds(Query.nearest(9, 2, 0))).isEqualTo(ids(1, 3));
        assertThat(a.queryIds(Queries.inIdOrder(9))).isEqualTo(ids(1, 3));
        assertThat(a.queryIds(Queries.near(ONE, 9))).isEqualTo(ids(3));
        assertThat(a.describe().pointCount()).isEqualTo(2);
        a.refused(Problem.PointNotFound.class, Queries.near(TWO, 9));
    }

    @Test
    default void noWriteCrossesTheBorder() {
        CollectionUnderTest collection = twoTenants();
        CollectionUnderTest a = collection.as("a");
        List<PointRecord> before = everything(collection.as("b"));
        Payload x = payload("x", Value.of(1));

        a.write(
                new PointChange.Delete(select(TWO)),
                new PointChange.Delete(matching(has("tenant", "b"))),
                new PointChange.SetPayload(matching(has("k", 1)), x, Optional.empty()),
                new PointChange.OverwritePayload(matching(has("k", 1)), x),
                new PointChange.ClearPayload(matching(new Condition.HasId(Set.of(TWO)))));
        a.refused(
                Problem.PointNotFound.class,
                new PointChange.SetPayload(select(TWO), x, Optional.empty()));

        assertThat(everything(collection.as("b"))).isEqualTo(before);
        a.write(new PointChange.Delete(new PointSelection.Matching(Filter.ALL)));
        assertThat(a.ids()).isEmpty();
        assertThat(everything(collection.as("b"))).isEqualTo(before);
    }

    @Test
    default void everythingSeesAllTenants() {
        CollectionUnderTest collection = twoTenants();

        assertThat(collection.ids()).isEqualTo(ids(1, 3, 1, 2));
        assertThat(collection.queryIds(Query.nearest(9, 2, 0))).isEqualTo(ids(2, 1, 3, 1));
        assertThat(collection.ids(Filter.must(has("tenant", "b")))).isEqualTo(ids(1, 2));
        assertThat(collection.describe().pointCount()).isEqualTo(4);
    }

    @Test
    default void scrollOverTenantsGoesOnWhereItStopped() {
        CollectionUnderTest collection = twoTenants();

        ScrollPage first = collection.scroll(Filter.ALL, 3, Optional.empty());
        assertThat(first.points()).extracting(PointRecord::id).isEqualTo(ids(1, 3, 1));
        assertThat(first.next()).contains(new ScrollPosition(Optional.of(new TenantId("b")), TWO));
        ScrollPage second = collection.scroll(Filter.ALL, 3, first.next());

        assertThat(second.points()).extracting(PointRecord::id).isEqualTo(ids(2));
        assertThat(collection.as("a").scroll(Filter.ALL, 1, Optional.empty()).next())
                .contains(new ScrollPosition(Optional.empty(), Points.THREE));
    }

    @Test
    default void scrollPositionMustFitTheScope() {
        CollectionUnderTest collection = twoTenants();
        ScrollPosition ofB = new ScrollPosition(Optional.of(new TenantId("b")), ONE);
        ScrollPosition ofNone = new ScrollPosition(Optional.empty(), ONE);

        refused(
                Problem.Forbidden.class,
                () -> collection.as("a").scroll(Filter.ALL, 1, Optional.of(ofB)));
        refused(
                Problem.TenantRequired.class,
                () -> collection.scroll(Filter.ALL, 1, Optional.of(ofNone)));
        assertThat(collection.as("b").scroll(Filter.ALL, 9, Optional.of(ofB)).points()).hasSize(2);
        refused(
                Problem.BadRequest.class,
                () -> createPlane(Distance.DOT).scroll(Filter.ALL, 1, Optional.of(ofB)));
    }

    @Test
    default void idNeedsATenant() {
        CollectionUnderTest collection = twoTenants();

        Problem.TenantRequired problem =
                collection.refused(
                        Problem.TenantRequired.class,
                        new PointRead.Retrieve(List.of(ONE), Selection.PAYLOAD));
        collection.refused(Problem.TenantRequired.class, Queries.near(ONE, 3));
        collection.refused(Problem.TenantRequired.class, new PointChange.Delete(select(ONE)));

        assertThat(problem.tenantField()).isEqualTo("tenant");
        assertThat(collection.count(Filter.ALL)).isEqualTo(4);
    }

    @Test
    default void catalogTellsTheTenantField() {
        var catalog = engine().collections();
        CollectionUnderTest later = createPlane(Distance.DOT);
        CollectionName missing = freshName();

        assertThat(catalog.tenantField(Call.everything(), createTenanted().name()))
                .contains("tenant");
        assertThat(catalog.tenantField(Call.everything(), later.name())).isEmpty();
        later.alter(new CollectionChange.DeclareTenantField("owner"));
        assertThat(catalog.tenantField(Call.everything(), later.name())).contains("owner");
        refused(
                Problem.CollectionNotFound.class,
                () -> catalog.tenantField(Call.everything(), missing));
    }

    @Test
    default void tenantHasNoPartInAPlainCollection() {
        require(Capability.TENANT_SCOPES);
        CollectionUnderTest collection = createPlane(Distance.DOT).as("a");

        collection.refused(
                Problem.Forbidden.class, new PointRead.Count(Filter.ALL, /* exact= */ true));
        collection.refused(
                Problem.Forbidden.class, new PointChange.Upsert(List.of(point(1, 1, 0))));
        refused(Problem.Forbidden.class, collection::describe);
    }

    @Test
    default void tenantCannotChangeTheCatalog() {
        CollectionUnderTest collection = createTenanted();
        CollectionUnderTest tenant = collection.as("a");
        Call call = tenant.call();
        var catalog = engine().collections();

        refused(
                Problem.Forbidden.class,
                () -> catalog.create(call, freshName(), CollectionConfig.of(2, Distance.DOT)));
        refused(Problem.Forbidden.class, () -> catalog.drop(call, collection.name()));
        refused(
                Problem.Forbidden.class,
                () -> tenant.alter(new CollectionChange.DeclareTenantField("x")));
        refused(
                Problem.Forbidden.class,
                () ->
                        catalog.changeAliases(
                                call,
                                List.of(new AliasChange.Create(collection.name(), freshName()))));
        assertThat(catalog.exists(call, collection.name())).isTrue();
    }

    private CollectionUnderTest twoTenants() {
        CollectionUnderTest collection = createTenanted();
        Payload k = payload("k", Value.of(1));
        collection.as("a").upsert(point(1, k, 3, 0), point(3, k, 5, 0));
        collection.as("b").upsert(point(1, k, 6, 0), point(2, k, 2, 0));
        return collection;
    }

    private static List<PointRecord> everything(CollectionUnderTest collection) {
        return collection.scroll(Filter.ALL, 100, Optional.empty()).points();
    }
}
