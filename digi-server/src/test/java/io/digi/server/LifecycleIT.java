package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.server.ServerUnderTest.Client;
import io.digi.testkit.reference.ReferenceEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Servers that start, stop and have too much to do.
class LifecycleIT {
    private static final CollectionName NAME = new CollectionName("c");

    private final HoldingEngine engine = new HoldingEngine();

    @Test
    void stopLetsRequestsUnderWayEnd() throws Exception {
        try (ServerUnderTest server = holding(Map.of("digi.stop_delay_sec", "1"))) {
            CompletableFuture<HttpResponse<byte[]>> underWay = count(server);
            await().until(() -> engine.held.get() == 1);
            Thread stopping = Thread.ofPlatform().start(server.server()::stop);

            await().until(() -> server.nobody().get("/readyz").status() == 503);
            assertThat(server.nobody().get("/health").is(503).text()).contains("stopping");
            assertThat(server.nobody().get("/livez").status()).isEqualTo(200);
            await().until(() -> refuses(server));
            assertThat(underWay).isNotDone();
            assertThat(engine.closed).isFalse();
            engine.letGo();

            assertThat(underWay.get().statusCode()).isEqualTo(200);
            stopping.join();
            assertThat(engine.closed).isTrue();
        }
    }

    @Test
    void stopDoesNotWaitForever() throws Exception {
        try (ServerUnderTest server = holding(Map.of("digi.drain_timeout_sec", "0.2"))) {
            CompletableFuture<HttpResponse<byte[]>> underWay = count(server);
            await().until(() -> engine.held.get() == 1);
            Thread stopping = Thread.ofPlatform().start(server.server()::stop);

            await().until(underWay::isDone);
            engine.letGo();
            stopping.join();
            assertThat(engine.closed).isTrue();
        }
    }

    @Test
    void requestThatWaitsForItsAnswerIsNotIdle() throws Exception {
        try (ServerUnderTest server = holding(Map.of("service.http_keep_alive_timeout_sec", "1"))) {
            CompletableFuture<HttpResponse<byte[]>> underWay = count(server);

            await().during(Duration.ofMillis(1_300)).until(() -> !underWay.isDone());
            engine.letGo();

            assertThat(underWay.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void searchesThatDoNotFitTheQueueAreRefused() throws Exception {
        try (ServerUnderTest server =
                holding(Map.of("storage.performance.max_search_threads", "1"))) {
            List<CompletableFuture<HttpResponse<byte[]>>> all =
                    IntStream.range(0, 20).mapToObj(_ -> count(server)).toList();

            await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 3);
            assertThat(all)
                    .filteredOn(CompletableFuture::isDone)
                    .allSatisfy(refused -> {
                        Reply reply = new Reply(refused.join());
                        reply.refused(429, "Rate limiting exceeded: ", "search");
                        assertThat(reply.header("Retry-After")).contains("1");
                    });
            assertThat(server.nobody().get("/livez").status()).isEqualTo(200);
            assertThat(server.nobody().get("/metrics").text())
                    .contains("digi_queue_depth{queue=\"search\"} 16.0")
                    .contains("digi_rejected_total{reason=\"search\"} 3.0");
            engine.letGo();
            assertThat(all)
                    .extracting(reply -> reply.join().statusCode())
                    .containsOnly(200, 429)
                    .filteredOn(status -> status == 200)
                    .hasSize(17);
        }
    }

    @Test
    void bugIsAnErrorThatTellsNothing() {
        try (ServerUnderTest server = holding(Map.of())) {
            Reply reply = server.nobody().get("/collections/c/points/1");

            reply.refused(500, "Service internal error: ");
            assertThat(reply.text()).doesNotContain("secret");
            server.nobody().get("/collections/c").ok();
        }
    }

    @Test
    void protectedServerAnswersHealthOnlyToOthers() {
        try (ServerUnderTest server =
                ServerUnderTest.start(engine, Map.of(), (InetAddress _) -> false)) {
            Client client = server.nobody();

            client.get("/healthz").ok();
            client.get("/readyz").ok();
            client.get("/health").ok();
            client.get("/").refused(403, "protected mode", "QDRANT__SERVICE__API_KEY");
            client.get("/metrics").is(403);
            client.put("/collections/x", "{}").is(403);
            client.get("/dashboard/").is(403);
        }
    }

    @Test
    void takenPortIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> flags =
                    Map.of("service.http_port", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> ServerUnderTest.start(new ReferenceEngine(), flags))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void collectionWithPointsCannotBecomeTenanted() {
        ReferenceEngine full = new ReferenceEngine();
        full.collections().create(Call.everything(), NAME, CollectionConfig.of(1, Distance.DOT));
        Point point = new Point(PointId.of(1), NamedVectors.of(1), Payload.EMPTY);
        full.write(Call.everything(), NAME, List.of(new PointChange.Upsert(List.of(point))));

        assertThatThrownBy(() ->
                        ServerUnderTest.start(full, Map.of("digi.collections.c.tenant_field", "t")))
                .isInstanceOf(DigiException.class);
    }

    @Test
    void emptyCollectionBecomesTenantedAtTheStart() {
        engine.collections().create(Call.everything(), NAME, CollectionConfig.of(1, Distance.DOT));
        try (ServerUnderTest server =
                ServerUnderTest.start(engine, Map.of("digi.collections.c.tenant_field", "t"))) {
            server.nobody()
                    .post("/collections/c/points/delete", "{'points':[1]}")
                    .refused(400, "digi-tenant");
        }
    }

    @Test
    void collectionsHaveALimit() {
        try (ServerUnderTest server = holding(Map.of("storage.max_collections", "1"))) {
            server.nobody()
                    .put("/collections/d", "{'vectors':{'size':1,'distance':'Dot'}}")
                    .refused(400, "storage.max_collections");
            server.nobody().delete("/collections/c").ok();
            server.nobody().put("/collections/d", "{'vectors':{'size':1,'distance':'Dot'}}").ok();
        }
    }

    private ServerUnderTest holding(Map<String, String> flags) {
        engine.collections().create(Call.everything(), NAME, CollectionConfig.of(1, Distance.DOT));
        return ServerUnderTest.start(engine, flags);
    }

    private static CompletableFuture<HttpResponse<byte[]>> count(ServerUnderTest server) {
        return server.nobody().sendLater("POST", "/collections/c/points/count", "{}");
    }

    private static boolean refuses(ServerUnderTest server) {
        try {
            return server.nobody().get("/livez").status() == 503;
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
