package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.vector.NamedVectors;
import io.digi.wire.grpc.CollectionRpcs;
import io.digi.wire.grpc.NoContent;
import io.digi.wire.grpc.PointRpcs;
import io.digi.wire.grpc.ReadRequest;
import io.digi.wire.grpc.WriteAnswer;
import io.digi.wire.grpc.WriteRequest;
import io.digi.wire.words.UpdateStatus;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The gRPC API over a real connection.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private RpcClient client;

    @BeforeAll
    void connect() {
        client = RpcClient.to(server);
    }

    @AfterAll
    void disconnect() {
        client.close();
    }

    private RpcClient administrator() {
        return client.with("api-key", ServerUnderTest.ADMIN);
    }

    @Test
    void serverSaysWhatItIsToEverybody() {
        assertThat(client.call(CollectionRpcs.ABOUT, NoContent.NO_CONTENT).version())
                .isEqualTo("1.18.3");
    }

    @Test
    void pointIsStoredAndFound() {
        CollectionName name = new CollectionName(server.createPlain());
        Point point =
                new Point(
                        PointId.of("doc_123"),
                        NamedVectors.of(5, 0),
                        Payload.EMPTY.with("text", Value.of("ä")));

        WriteAnswer written =
                administrator()
                        .call(
                                PointRpcs.UPSERT,
                                new WriteRequest(
                                        name,
                                        List.of(new PointChange.Upsert(List.of(point))),
                                        /* waits= */ true,
                                        Optional.empty()));
        List<ScoredPoint> found =
                administrator()
                        .call(
                                PointRpcs.QUERY,
                                new ReadRequest<>(
                                        name, PointRead.Query.nearest(1, 1, 0), Optional.empty()));

        assertThat(written.status()).isEqualTo(UpdateStatus.COMPLETED);
        assertThat(found)
                .containsExactly(
                        new ScoredPoint(
                                point.id(),
                                written.receipt().last(),
                                5,
                                Optional.of(point.payload()),
                                Optional.empty()));
    }

    @Test
    void withoutAKeyNothingIsRead() {
        Status status = client.failure(CollectionRpcs.LIST, NoContent.NO_CONTENT);

        assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(status.getDescription())
                .isEqualTo("Must provide an API key or an Authorization bearer token");
    }

    @Test
    void bearerTokenIsAKey() {
        RpcClient bearer = client.with("authorization", "Bearer " + ServerUnderTest.READER);

        assertThat(bearer.call(CollectionRpcs.LIST_ALIASES, NoContent.NO_CONTENT)).isNotNull();
    }

    @Test
    void tenantsKeyReachesItsPointsOnly() {
        CollectionName name = new CollectionName(server.createTenanted());
        RpcClient tenant = client.with("api-key", ServerUnderTest.TENANT_B);

        assertThat(count(tenant, name)).isEqualTo(2);
        assertThat(count(administrator().with("digi-tenant", "a"), name)).isEqualTo(1);
        assertThat(count(administrator().with("digi-tenant", "*"), name)).isEqualTo(3);
        Status other = tenant.with("digi-tenant", "a").failure(PointRpcs.COUNT, countOf(name));
        assertThat(other.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void errorsHaveQdrantsCodesAndTexts() {
        CollectionName missing = new CollectionName("missing");
        Status status = administrator().failure(PointRpcs.COUNT, countOf(missing));

        assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(status.getDescription())
                .isEqualTo("Not found: Collection `missing` doesn't exist!");
        CollectionName name = new CollectionName(server.createPlain());
        Status dimension =
                administrator()
                        .failure(
                                PointRpcs.QUERY,
                                new ReadRequest<>(
                                        name,
                                        PointRead.Query.nearest(1, 1, 2, 3),
                                        Optional.empty()));
        assertThat(dimension.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(dimension.getDescription())
                .isEqualTo("Wrong input: Vector dimension error: expected dim: 2, got 3");
    }

    @Test
    void messageAboveTheLimitIsRefused() {
        Point large =
                new Point(
                        PointId.of(1),
                        NamedVectors.of(1, 1),
                        Payload.EMPTY.with(
                                "text", Value.of("x".repeat(ServerUnderTest.REQUEST_SIZE_MAX))));
        Status status =
                administrator()
                        .failure(
                                PointRpcs.UPSERT,
                                new WriteRequest(
                                        new CollectionName(server.createPlain()),
                                        List.of(new PointChange.Upsert(List.of(large))),
                                        /* waits= */ false,
                                        Optional.empty()));

        assertThat(status.getCode()).isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);
    }

    @Test
    void packedRequestsAndAnswersAreRead() {
        CollectionName name = new CollectionName(server.createPlain());
        Point point =
                new Point(
                        PointId.of(9),
                        NamedVectors.of(9, 9),
                        Payload.EMPTY.with("text", Value.of("again ".repeat(5_000))));
        RpcClient packing = administrator().packing();
        packing.call(
                PointRpcs.UPSERT,
                new WriteRequest(
                        name,
                        List.of(new PointChange.Upsert(List.of(point))),
                        /* waits= */ true,
                        Optional.empty()));

        List<ScoredPoint> found =
                packing.call(
                        PointRpcs.QUERY,
                        new ReadRequest<>(
                                name, PointRead.Query.nearest(1, 1, 1), Optional.empty()));
        assertThat(found.getFirst().payload()).contains(point.payload());
        assertThat(packing.encodings()).contains("gzip");
    }

    @Test
    void operationsThatAreNotServedSaySo() {
        assertThat(administrator().failureOf("qdrant.Points/Recommend").getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(administrator().failureOf("qdrant.Points/Recommend").getDescription())
                .contains("docs/compatibility.md");
        assertThat(administrator().failureOf("qdrant.Points/Nothing").getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void brokenMessageIsTheCallersMistake() {
        Status status = administrator().failureOf("qdrant.Points/Count", new byte[] {10, 100, 1});

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).startsWith("Format error in message: ");
    }

    @Test
    void monitorsHearThatItServes() {
        HealthCheckResponse answer =
                HealthGrpc.newBlockingStub(client.channel())
                        .check(HealthCheckRequest.newBuilder().setService("qdrant.Points").build());

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void callsAreCountedByMethodAndStatus() {
        CollectionName name = new CollectionName(server.createPlain());
        count(administrator(), name);
        administrator().failure(PointRpcs.COUNT, countOf(new CollectionName("missing")));

        assertThat(server.administrator().get("/metrics").text())
                .contains(
                        "grpc_responses_total{endpoint=\"/qdrant.Points/Count\",status=\"0\"}",
                        "grpc_responses_total{endpoint=\"/qdrant.Points/Count\",status=\"5\"}",
                        "grpc_responses_duration_seconds_bucket{"
                                + "endpoint=\"/qdrant.Points/Count\",status=\"5\",le=\"0.001\"}");
        assertThat(server.administrator().get("/metrics?per_collection=true").text())
                .contains(
                        "grpc_responses_total{collection=\"%s\",endpoint=\"/qdrant.Points/Count\""
                                .formatted(name));
    }

    private static long count(RpcClient client, CollectionName name) {
        return client.call(PointRpcs.COUNT, countOf(name));
    }

    private static ReadRequest<Long> countOf(CollectionName name) {
        return new ReadRequest<>(
                name, new PointRead.Count(Filter.ALL, /* exact= */ true), Optional.empty());
    }
}
