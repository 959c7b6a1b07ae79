package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.query.PointRead;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import io.digi.testkit.reference.ReferenceEngine;
import io.digi.wire.grpc.CollectionRpcs;
import io.digi.wire.grpc.NoContent;
import io.digi.wire.grpc.PointRpcs;
import io.digi.wire.grpc.ReadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// gRPC of servers that start, stop and have too much to do, and of clients that give up.
class GrpcLifecycleIT {
    private static final CollectionName NAME = new CollectionName("c");
    private static final ReadRequest<Long> COUNT =
            new ReadRequest<>(
                    NAME, new PointRead.Count(Filter.ALL, /* exact= */ true), Optional.empty());

    private final HoldingEngine engine = new HoldingEngine();

    @Test
    void clientThatGivesUpWithdrawsItsCall() {
        try (ServerUnderTest server = holding(Map.of());
                RpcClient client = RpcClient.to(server)) {
            Status status = client.within(Duration.ofMillis(300)).failure(PointRpcs.COUNT, COUNT);

            assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            Call call = engine.lastCall.orElseThrow();
            await().until(() -> call.cancellation().isCancelled());
            assertThat(call.deadline().hasPassed()).isTrue();
            engine.letGo();
        }
    }

    @Test
    void soonerDeadlineCounts() {
        try (ServerUnderTest server = holding(Map.of());
                RpcClient client = RpcClient.to(server)) {
            engine.letGo();
            client.call(
                    PointRpcs.COUNT,
                    new ReadRequest<>(NAME, COUNT.read(), Optional.of(Duration.ofSeconds(2))));

            Call call = engine.lastCall.orElseThrow();
            assertThat(call.deadline().remaining(Duration.ofDays(1)))
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void searchesThatDoNotFitTheQueueAreRefused() {
        try (ServerUnderTest server =
                        holding(Map.of("storage.performance.max_search_threads", "1"));
                RpcClient client = RpcClient.to(server)) {
            List<CompletableFuture<Long>> all =
                    IntStream.range(0, 20).mapToObj(_ -> count(client)).toList();

            await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 3);
            assertThat(all)
                    .filteredOn(CompletableFuture::isDone)
                    .allSatisfy(refused -> {
                        Status status = statusOf(refused);
                        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                        assertThat(status.getDescription())
                                .startsWith("Rate limiting exceeded: ")
                                .contains("search");
                    });
            engine.letGo();
            assertThat(all)
                    .filteredOn(count -> !count.isCompletedExceptionally())
                    .hasSize(17)
                    .allSatisfy(count -> assertThat(count.join()).isZero());
        }
    }

    @Test
    void stopLetsCallsUnderWayEnd() throws Exception {
        try (ServerUnderTest server = holding(Map.of("digi.stop_delay_sec", "1"));
                RpcClient client = RpcClient.to(server)) {
            CompletableFuture<Long> underWay = count(client);
            await().until(() -> engine.held.get() == 1);
            Thread stopping = Thread.ofPlatform().start(server.server()::stop);

            await().until(() -> health(client) == ServingStatus.NOT_SERVING);
            await().until(() -> refuses(server));
            assertThat(underWay).isNotDone();
            assertThat(engine.closed).isFalse();
            engine.letGo();

            assertThat(underWay.get()).isZero();
            stopping.join();
            assertThat(engine.closed).isTrue();
        }
    }

    @Test
    void bugIsAnErrorThatTellsNothing() {
        try (ServerUnderTest server = holding(Map.of());
                RpcClient client = RpcClient.to(server)) {
            Status status =
                    client.failure(
                            PointRpcs.RETRIEVE,
                            new ReadRequest<>(
                                    NAME,
                                    new PointRead.Retrieve(
                                            List.of(PointId.of(1)), Selection.PAYLOAD),
                                    Optional.empty()));

            assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(status.getDescription())
                    .startsWith("Service internal error: ")
                    .doesNotContain("secret");
            assertThat(client.call(CollectionRpcs.EXISTS, NAME)).isTrue();
        }
    }

    @Test
    void protectedServerAnswersHealthOnlyToOthers() {
        try (ServerUnderTest server =
                        ServerUnderTest.start(engine, Map.of(), (InetAddress _) -> false);
                RpcClient client = RpcClient.to(server)) {
            assertThat(health(client)).isEqualTo(ServingStatus.SERVING);
            Status status = client.failure(CollectionRpcs.ABOUT, NoContent.NO_CONTENT);
            assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(status.getDescription())
                    .contains("protected mode", "QDRANT__SERVICE__API_KEY");
            assertThat(
                            client.failureOf(
                                            "grpc.reflection.v1.ServerReflection/"
                                                    + "ServerReflectionInfo")
                                    .getCode())
                    .isEqualTo(Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void takenPortIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> flags =
                    Map.of("service.grpc_port", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> ServerUnderTest.start(new ReferenceEngine(), flags))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void withoutAPortThereIsNoGrpc() {
        try (ServerUnderTest server =
                ServerUnderTest.start(engine, Map.of("service.grpc_port", "null"))) {
            assertThat(server.server().grpcAddress()).isEmpty();
            server.nobody().get("/healthz").ok();
        }
    }

    private ServerUnderTest holding(Map<String, String> flags) {
        engine.collections().create(Call.everything(), NAME, CollectionConfig.of(1, Distance.DOT));
        return ServerUnderTest.start(engine, flags);
    }

    private static CompletableFuture<Long> count(RpcClient client) {
        CompletableFuture<Long> count = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        count.complete(client.call(PointRpcs.COUNT, COUNT));
                    } catch (StatusRuntimeException refused) {
                        count.completeExceptionally(refused);
                    }
                });
        return count;
    }

    private static Status statusOf(CompletableFuture<Long> refused) {
        try {
            throw new AssertionError("answered " + refused.get());
        } catch (ExecutionException failed) {
            return ((StatusRuntimeException) failed.getCause()).getStatus();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ServingStatus health(RpcClient client) {
        return HealthGrpc.newBlockingStub(client.channel())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static boolean refuses(ServerUnderTest server) {
        try (RpcClient late = RpcClient.to(server)) {
            late.call(CollectionRpcs.ABOUT, NoContent.NO_CONTENT);
            return false;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode() == Status.Code.UNAVAILABLE;
        }
    }
}
