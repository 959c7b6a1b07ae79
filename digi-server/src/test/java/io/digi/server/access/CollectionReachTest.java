package io.digi.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.PointVectors;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.Selection;
import io.digi.model.vector.NamedVectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CollectionReachTest {
    private static final CollectionName NAME = new CollectionName("c");
    private static final Scope A = new Scope.Tenant(new TenantId("a"));
    private static final Scope ALL = Scope.Everything.EVERYTHING;
    private static final PointSelection ID = new PointSelection.Ids(List.of(PointId.of(1)));
    private static final Payload OF_A = Payload.of(Map.of("t", Value.of("a")));
    private static final Payload OF_B = Payload.of(Map.of("t", Value.of("b")));
    private static final RequestTenant UNSAID = RequestTenant.Unsaid.UNSAID;
    private static final RequestTenant HEADER_A = new RequestTenant.One(new TenantId("a"));
    private static final RequestTenant HEADER_ALL = RequestTenant.All.ALL;

    static List<PointRead<?>> searches() {
        return List.of(
                Query.nearest(1, 1),
                new PointRead.Scroll(Filter.ALL, 1, Optional.empty(), Selection.IDS_ONLY),
                new PointRead.Count(Filter.ALL, true));
    }

    static List<PointChange> changesById() {
        return List.of(
                new PointChange.Delete(ID),
                new PointChange.UpdateVectors(
                        List.of(new PointVectors(PointId.of(1), NamedVectors.of(1)))),
                new PointChange.DeleteVectors(ID, Set.of(VectorName.DEFAULT)),
                new PointChange.SetPayload(ID, Payload.EMPTY, Optional.empty()),
                new PointChange.OverwritePayload(ID, Payload.EMPTY),
                new PointChange.DeletePayload(ID, List.of(JsonPath.ofKey("x"))),
                new PointChange.ClearPayload(ID));
    }

    static List<PointChange> changesByFilter() {
        return changesByFilter(Filter.ALL);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void searchNeedsATenantOrAStar(PointRead<?> read) {
        assertTenantRequired(() -> administrator(UNSAID).of(read));
        assertThat(administrator(HEADER_A).of(read)).isEqualTo(A);
        assertThat(administrator(HEADER_ALL).of(read)).isEqualTo(ALL);
        assertThat(tenant(UNSAID).of(read)).isEqualTo(A);
        assertThat(plain(UNSAID).of(read)).isEqualTo(ALL);
    }

    @Test
    void topLevelMustNamesTheTenant() {
        assertThat(scopeOf(must(has("t", "a")))).isEqualTo(A);
        assertThat(scopeOf(must(any("t", "a")))).isEqualTo(A);
        assertThat(scopeOf(must(has("x", "b"), has("t", "a"), has("t", "a")))).isEqualTo(A);
    }

    @Test
    void nothingElseInAFilterNamesTheTenant() {
        assertTenantRequired(() -> scopeOf(Filter.should(has("t", "a"))));
        assertTenantRequired(() -> scopeOf(Filter.mustNot(has("t", "a"))));
        assertTenantRequired(() -> scopeOf(must(new Condition.Group(must(has("t", "a"))))));
        assertTenantRequired(() -> scopeOf(must(any("t", "a", "b"))));
        assertTenantRequired(() -> scopeOf(must(has("t.t", "a"))));
        assertTenantRequired(() -> scopeOf(must(has("t[]", "a"))));
        assertTenantRequired(() ->
                scopeOf(must(new Condition.Nested(JsonPath.ofKey("t"), must(has("t", "a"))))));
        assertTenantRequired(() ->
                scopeOf(
                        must(
                                new Condition.Field(
                                        JsonPath.ofKey("t"), new FieldTest.MatchText("a")))));
    }

    @Test
    void disagreementIsABadRequest() {
        assertBadRequest(() -> scopeOf(must(has("t", "a"), has("t", "b"))));
        assertBadRequest(() ->
                administrator(HEADER_A)
                        .of(new PointRead.Count(must(has("t", "b")), /* exact= */ true)));
        assertBadRequest(
                () -> administrator(HEADER_A).of(new PointChange.OverwritePayload(ID, OF_B)));
        assertBadRequest(() -> administrator(HEADER_A).of(upsert(OF_A, OF_B)));
    }

    @Test
    void starWithATenantInTheFilterIsThatTenant() {
        assertThat(
                        administrator(HEADER_ALL)
                                .of(new PointRead.Count(must(has("t", "a")), /* exact= */ true)))
                .isEqualTo(A);
    }

    @Test
    void retrievingNeedsOneTenant() {
        PointRead<?> read = new PointRead.Retrieve(List.of(PointId.of(1)), Selection.PAYLOAD);

        assertTenantRequired(() -> administrator(UNSAID).of(read));
        assertBadRequest(() -> administrator(HEADER_ALL).of(read));
        assertThat(administrator(HEADER_A).of(read)).isEqualTo(A);
        assertThat(tenant(UNSAID).of(read)).isEqualTo(A);
    }

    @ParameterizedTest
    @MethodSource({"changesById", "changesByFilter"})
    void changeNeedsOneTenant(PointChange change) {
        assertTenantRequired(() -> administrator(UNSAID).of(change));
        assertBadRequest(() -> administrator(HEADER_ALL).of(change));
        assertThat(administrator(HEADER_A).of(change)).isEqualTo(A);
        assertThat(tenant(UNSAID).of(change)).isEqualTo(A);
        assertThat(plain(UNSAID).of(change)).isEqualTo(ALL);
    }

    @Test
    void changeByFilterTakesItsTenantFromTheFilter() {
        assertThat(changesByFilter(must(has("t", "a"))))
                .allSatisfy(change -> assertThat(administrator(UNSAID).of(change)).isEqualTo(A));
    }

    @Test
    void payloadWrittenNamesTheTenant() {
        assertThat(administrator(UNSAID).of(new PointChange.OverwritePayload(ID, OF_A)))
                .isEqualTo(A);
        assertThat(administrator(UNSAID).of(new PointChange.SetPayload(ID, OF_A, Optional.empty())))
                .isEqualTo(A);
        assertTenantRequired(() ->
                administrator(UNSAID)
                        .of(
                                new PointChange.SetPayload(
                                        ID, OF_A, Optional.of(JsonPath.ofKey("x")))));
    }

    @Test
    void upsertLeavesTheTenantToEachPayload() {
        assertThat(administrator(UNSAID).of(upsert(OF_A, OF_B))).isEqualTo(ALL);
        assertThat(administrator(HEADER_A).of(upsert(OF_A, Payload.EMPTY))).isEqualTo(A);
        assertBadRequest(() -> administrator(HEADER_ALL).of(upsert(OF_A)));
        assertThat(tenant(UNSAID).of(upsert(OF_B))).isEqualTo(A);
    }

    @Test
    void tenantMaySayItsOwnNameOnly() {
        assertThat(tenant(HEADER_A).ofDescription()).isEqualTo(A);
        assertForbidden(() -> tenant(HEADER_ALL));
        assertForbidden(() -> tenant(new RequestTenant.One(new TenantId("b"))));
    }

    @Test
    void plainCollectionHasNoTenantToName() {
        assertBadRequest(() -> plain(HEADER_A));
        assertThat(plain(HEADER_ALL).ofDescription()).isEqualTo(ALL);
    }

    @Test
    void headerIsGivenOnceAndNamesSomebody() {
        assertThat(RequestTenant.of(List.of("a"))).isEqualTo(HEADER_A);
        assertBadRequest(() -> RequestTenant.of(List.of("a", "a")));
        assertBadRequest(() -> RequestTenant.of(List.of("")));
        assertBadRequest(() -> RequestTenant.of(List.of("x".repeat(256))));
    }

    private static Scope scopeOf(Filter filter) {
        return administrator(UNSAID).of(new PointRead.Count(filter, /* exact= */ true));
    }

    private static CollectionReach administrator(RequestTenant header) {
        return reach(Optional.of("t"), Principal.Global.ADMINISTRATOR, header);
    }

    private static CollectionReach plain(RequestTenant header) {
        return reach(Optional.empty(), Principal.Global.READER, header);
    }

    private static CollectionReach tenant(RequestTenant header) {
        return reach(Optional.of("t"), new Principal.Tenant(new TenantId("a"), Set.of()), header);
    }

    private static CollectionReach reach(
            Optional<String> field, Principal principal, RequestTenant header) {
        return new CollectionReach(NAME, field, principal, header);
    }

    private static List<PointChange> changesByFilter(Filter filter) {
        PointSelection matching = new PointSelection.Matching(filter);
        return List.of(
                new PointChange.Delete(matching),
                new PointChange.DeleteVectors(matching, Set.of(VectorName.DEFAULT)),
                new PointChange.SetPayload(matching, Payload.EMPTY, Optional.empty()),
                new PointChange.OverwritePayload(matching, Payload.EMPTY),
                new PointChange.DeletePayload(matching, List.of(JsonPath.ofKey("x"))),
                new PointChange.ClearPayload(matching));
    }

    private static PointChange upsert(Payload... payloads) {
        return new PointChange.Upsert(
                java.util.Arrays.stream(payloads)
                        .map(payload -> new Point(PointId.of(1), NamedVectors.of(1), payload))
                        .toList());
    }

    private static Filter must(Condition... conditions) {
        return Filter.must(conditions);
    }

    private static Condition has(String path, String text) {
        return new Condition.Field(
                JsonPath.parse(path), new FieldTest.MatchValue(new Scalar.Text(text)));
    }

    private static Condition any(String path, String... texts) {
        return new Condition.Field(
                JsonPath.parse(path),
                new FieldTest.MatchAny(
                        java.util.Arrays.stream(texts)
                                .map(Scalar.Text::new)
                                .collect(java.util.stream.Collectors.toUnmodifiableSet())));
    }

    private static void assertTenantRequired(Runnable work) {
        assertProblem(work, Problem.TenantRequired.class);
    }

    private static void assertBadRequest(Runnable work) {
        assertProblem(work, Problem.BadRequest.class);
    }

    private static void assertForbidden(Runnable work) {
        assertProblem(work, Problem.Forbidden.class);
    }

    private static void assertProblem(Runnable work, Class<? extends Problem> kind) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(kind));
    }
}
