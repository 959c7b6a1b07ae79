package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.server.ServerUnderTest.Client;
import io.digi.testkit.reference.ReferenceEngine;
import io.digi.wire.grpc.NamedSnapshot;
import io.digi.wire.grpc.NoContent;
import io.digi.wire.grpc.SnapshotRpcs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Snapshots over HTTP, as Qdrant's clients ask for them.
class SnapshotIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();
    private String path = "";

    @BeforeEach
    void createCollection() {
        path = "/collections/" + server.createPlain();
    }

    @Test
    void snapshotIsCreatedListedAndDeleted() {
        JsonNode made = client.post(path + "/snapshots", "").resultNode();
        assertThat(made.get("name").asString()).endsWith(".snapshot");
        assertThat(made.get("creation_time").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        assertThat(made.get("size").isIntegralNumber()).isTrue();
        assertThat(made.get("checksum").asString()).matches("[0-9a-f]{64}");
        JsonNode listed = client.get(path + "/snapshots").resultNode();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0)).isEqualTo(made);
        String own = path + "/snapshots/" + made.get("name").asString();
        assertThat(client.delete(own).result()).isEqualTo("true");
        assertThat(client.get(path + "/snapshots").result()).isEqualTo("[]");
        client.delete(own)
                .refused(
                        404,
                        "Not found: Snapshot %s not found".formatted(made.get("name").asString()));
    }

    @Test
    void downloadHasItsLengthItsNameAndItsChecksum() throws Exception {
        JsonNode made = client.post(path + "/snapshots", "").resultNode();
        String name = made.get("name").asString();
        Reply reply = client.get(path + "/snapshots/" + name).ok();
        assertThat(reply.bytes()).hasSize(made.get("size").asInt());
        assertThat(sum(reply.bytes())).isEqualTo(made.get("checksum").asString());
        assertThat(reply.header("Content-Type")).contains("application/octet-stream");
        assertThat(reply.header("Content-Length")).contains(made.get("size").asString());
        assertThat(reply.header("Content-Disposition"))
                .contains("attachment; filename=\"%s\"".formatted(name));
        assertThat(reply.header("ETag"))
                .contains("\"%s\"".formatted(made.get("checksum").asString()));
        Reply part = client.with("Range", "bytes=3-5").get(path + "/snapshots/" + name).is(206);
        assertThat(part.bytes()).isEqualTo(java.util.Arrays.copyOfRange(reply.bytes(), 3, 6));
        assertThat(part.header("Content-Range"))
                .contains("bytes 3-5/%d".formatted(reply.bytes().length));
        client.with("Range", "bytes=9999-").get(path + "/snapshots/" + name).is(416);
    }

    @Test
    void uploadRestoresAndKeepsTheFile() {
        JsonNode made = client.post(path + "/snapshots", "").resultNode();
        String snapshots = path + "/snapshots/";
        byte[] bytes = client.get(snapshots + made.get("name").asString()).bytes();
        client.post(path + "/points/delete?wait=true", "{'points':[1,2]}").ok();

        Reply wrong = upload("%supload?checksum=%s".formatted(snapshots, "0".repeat(64)), bytes);
        wrong.refused(400, "Checksum mismatch: expected " + "0".repeat(64) + ", actual ");
        upload(snapshots + "upload?checksum=short", bytes)
                .refused(422, "Validation error in query parameters: [checksum: ");
        upload(snapshots + "upload?priority=best", bytes).refused(400, "priority");
        assertThat(count()).isEqualTo(1);

        upload(
                        "%supload?priority=snapshot&checksum=%s"
                                .formatted(snapshots, made.get("checksum").asString()),
                        bytes)
                .ok();
        assertThat(count()).isEqualTo(3);
        assertThat(client.get(path + "/snapshots").result()).contains("my.snapshot");
    }

    @Test
    void uploadMayBeLargerThanARequest() {
        byte[] large = new byte[3 * ServerUnderTest.REQUEST_SIZE_MAX];

        upload(path + "/snapshots/upload", large).refused(400, "Bad request: ", "no snapshot");
    }

    @Test
    void uploadWithoutAFileIsRefused() {
        client.post(path + "/snapshots/upload", "{}").refused(400, "Multipart error: ");
    }

    @Test
    void snapshotIsRecoveredFromAFile() {
        String name = client.post(path + "/snapshots", "").resultNode().get("name").asString();
        client.post(path + "/points/delete?wait=true", "{'points':[1]}").ok();
        String body = "{'location':'file:///%s','priority':'snapshot'}".formatted(name);
        assertThat(client.put(path + "/snapshots/recover", body).result()).isEqualTo("true");
        assertThat(count()).isEqualTo(3);
        client.put(path + "/snapshots/recover", "{'location':'file:///missing.snapshot'}")
                .refused(400, "does not exist");
        client.put(path + "/snapshots/recover", "{'location':'gopher://x/y'}")
                .refused(400, "with scheme gopher is not supported");
        client.put(path + "/snapshots/recover", "{'location':'x.snapshot'}")
                .refused(400, "Format error in JSON body: ");
        client.put(path + "/snapshots/recover", "{}").refused(400, "missing field `location`");
        client.put(path + "/snapshots/recover", "{'location':'file:///a','checksum':'1'}")
                .refused(422, "Validation error in JSON body: [checksum: ");
    }

    @Test
    void withoutWaitingTheAnswerComesAtOnce() {
        Reply reply = client.post(path + "/snapshots?wait=false", "").is(202);
        assertThat(reply.json().get("status").asString()).isEqualTo("accepted");
        assertThat(reply.json().has("result")).isFalse();
        await().untilAsserted(
                        () -> assertThat(client.get(path + "/snapshots").resultNode()).hasSize(1));
    }

    @Test
    void shardZeroIsTheOnlyOne() {
        String shard = path + "/shards/0/snapshots";
        String name = client.post(shard, "").resultNode().get("name").asString();
        assertThat(client.get(path + "/snapshots").result()).isEqualTo("[]");
        assertThat(client.get(shard).resultNode()).hasSize(1);
        client.post(path + "/points/delete?wait=true", "{'points':[1]}").ok();
        client.put(shard + "/recover", "{'location':'%s'}".formatted(name)).ok();
        assertThat(count()).isEqualTo(3);
        assertThat(client.get(path + "/shards/0/snapshot").ok().bytes()).isNotEmpty();
        assertThat(client.get(shard).resultNode()).hasSize(1);
        client.delete(shard + "/" + name).ok();
        client.get(path + "/shards/1/snapshots").refused(404, "Not found: Shard 1 not found");
    }

    @Test
    void grpcMakesListsAndDeletesTheSameSnapshots() {
        CollectionName name = new CollectionName(path.substring(path.lastIndexOf('/') + 1));
        try (RpcClient rpc = RpcClient.to(server).with("api-key", ServerUnderTest.ADMIN)) {
            SnapshotInfo made = rpc.call(SnapshotRpcs.CREATE, name);
            assertThat(rpc.call(SnapshotRpcs.LIST, name)).containsExactly(made);
            JsonNode listed = client.get(path + "/snapshots").resultNode();
            assertThat(listed.get(0).get("checksum").asString())
                    .isEqualTo(made.checksum().orElseThrow());
            assertThat(listed.get(0).get("size").asLong()).isEqualTo(made.sizeBytes());
            var _ = rpc.call(SnapshotRpcs.DELETE, new NamedSnapshot(name, made.name()));
            assertThat(rpc.call(SnapshotRpcs.LIST, name)).isEmpty();
            SnapshotInfo full = rpc.call(SnapshotRpcs.CREATE_FULL, NoContent.NO_CONTENT);
            assertThat(rpc.call(SnapshotRpcs.LIST_FULL, NoContent.NO_CONTENT)).contains(full);
            var _ = rpc.call(SnapshotRpcs.DELETE_FULL, full.name());
            assertThat(rpc.call(SnapshotRpcs.LIST_FULL, NoContent.NO_CONTENT)).doesNotContain(full);
        }
    }

    @Test
    void missingCollectionIsNamed() {
        client.post("/collections/nowhere/snapshots", "")
                .refused(404, "Not found: Collection `nowhere` doesn't exist!");
        client.get("/collections/nowhere/snapshots")
                .refused(404, "Not found: Collection `nowhere` doesn't exist!");
    }

    @Test
    void urlsAreFetchedOnlyFromWhereTheSettingsSay() throws IOException {
        HttpServer elsewhere =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicReference<byte[]> file = new AtomicReference<>(new byte[0]);
        AtomicReference<String> key = new AtomicReference<>("");
        elsewhere.createContext(
                "/",
                exchange -> {
                    key.set(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
                    boolean isMoved = exchange.getRequestURI().getPath().endsWith("/moved");
                    if (isMoved) {
                        exchange.getResponseHeaders().add("Location", "/snapshots/a");
                    }
                    exchange.sendResponseHeaders(isMoved ? 302 : 200, file.get().length);
                    exchange.getResponseBody().write(file.get());
                    exchange.close();
                });
        elsewhere.start();
        String base = "http://127.0.0.1:%d".formatted(elsewhere.getAddress().getPort());
        try (ServerUnderTest own =
                ServerUnderTest.start(
                        new ReferenceEngine(), Map.of("digi.snapshot_urls", base + "/snapshots"))) {
            own.createPlain("c");
            Client here = own.nobody();
            String name =
                    here.post("/collections/c/snapshots", "").resultNode().get("name").asString();
            file.set(here.get("/collections/c/snapshots/" + name).bytes());
            here.post("/collections/c/points/delete?wait=true", "{'points':[1]}").ok();
            String recover = "/collections/c/snapshots/recover";
            for (String refused :
                    new String[] {
                        base + "/other",
                        base + "/snapshots/../other",
                        base + "/snapshots/%2e%2e/other",
                        base + "/snapshotsother",
                        "http://localhost:1/snapshots/a",
                        "http://x@127.0.0.1:%d/snapshots/a"
                                .formatted(elsewhere.getAddress().getPort())
                    }) {
                here.put(recover, "{'location':'%s'}".formatted(refused))
                        .refused(403, "digi.snapshot_urls");
            }
            here.put(recover, "{'location':'%s/snapshots/moved'}".formatted(base))
                    .refused(400, "status 302");
            here.put(recover, "{'location':'%s/snapshots/a','api_key':'k'}".formatted(base)).ok();
            assertThat(key.get()).isEqualTo("k");
            assertThat(here.post("/collections/c/points/count", "{}").result())
                    .isEqualTo("{'count':3}");
        } finally {
            elsewhere.stop(0);
        }
        client.put(path + "/snapshots/recover", "{'location':'%s/snapshots/a'}".formatted(base))
                .refused(403, "digi.snapshot_urls");
    }

    private Reply upload(String where, byte[] bytes) {
        return client.with("Content-Type", "multipart/form-data; boundary=cut")
                .send("POST", where, Multipart.file("cut", "snapshot", bytes));
    }

    private int count() {
        return client.post(path + "/points/count", "{}").resultNode().get("count").asInt();
    }

    private static String sum(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
