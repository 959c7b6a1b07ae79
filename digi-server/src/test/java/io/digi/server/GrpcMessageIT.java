package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;
import io.digi.wire.grpc.PointRpcs;
import io.digi.wire.grpc.WriteRequest;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Messages that come in pieces, twice, packed, broken, or not to their end: each is answered, and
/// none keeps its room.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcMessageIT {
    private static final String COUNT = "qdrant.Points/Count";
    private static final String UPSERT = "qdrant.Points/Upsert";
    private static final String ABOUT = "qdrant.Qdrant/HealthCheck";
    private static final CallOptions PACKED = CallOptions.DEFAULT.withCompression("gzip");

    private static final Pattern USED =
            Pattern.compile("^digi_request_body_bytes (\\S+)$", Pattern.MULTILINE);

    private final ServerUnderTest server = ServerUnderTest.shared();
    private RawRpc client;

    @BeforeAll
    void connect() {
        client = new RawRpc(server);
    }

    @AfterAll
    void disconnect() {
        client.close();
    }

    @AfterEach
    void nothingIsHeld() {
        await().until(() -> used() == 0);
    }

    @Test
    void callThatIsResetAfterItsMessageHoldsNothing() {
        RawRpc.Open call = client.open(COUNT).send(new byte[10_000]);
        await().until(() -> used() == 10_000);

        call.call.cancel("changed my mind", null);
    }

    @Test
    void callWhoseDeadlinePassesBeforeItsEndHoldsNothing() {
        RawRpc.Open call =
                client.open(COUNT, CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.SECONDS))
                        .send(new byte[10_000]);
        await().until(() -> used() == 10_000);

        assertThat(call.status.join().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void secondMessageWithoutAnEndHoldsNothing() {
        RawRpc.Open call = client.open(COUNT).send(new byte[10_000]).send(new byte[10]);

        assertThat(call.status.join().getCode()).isEqualTo(Status.Code.CANCELLED);
    }

    @Test
    void callWithTwoMessagesIsNotDone() {
        CollectionName name = new CollectionName(server.createPlain());
        byte[] upsert = upsert(name);

        Status status = client.open(UPSERT).send(upsert).send(upsert).end();

        assertThat(status.getCode()).isEqualTo(Status.Code.CANCELLED);
        assertThat(
                        server.administrator()
                                .post("/collections/%s/points/count".formatted(name), "{}")
                                .text())
                .contains("\"count\":3");
    }

    @Test
    void bytesAreChargedBeforeTheirMessageIsWhole() {
        RawRpc.Open call = client.open(COUNT).send(new byte[900_000]);

        await().until(() -> used() >= 900_000);
        call.call.cancel("enough seen", null);
    }

    @Test
    void littleIsTakenFromAnybody() {
        assertTooLarge(client.open(ABOUT).send(new byte[5_000]).status.join());
        assertTooLarge(client.open(ABOUT, PACKED).send(packed(new byte[1 << 20])).end());
    }

    @Test
    void messageThatUnpacksToMoreThanTheLimitIsRefused() {
        assertTooLarge(
                client.open(COUNT, PACKED)
                        .send(packed(new byte[ServerUnderTest.REQUEST_SIZE_MAX + 1]))
                        .end());
        assertThat(server.administrator().get("/metrics").text())
                .contains("grpc_responses_total{endpoint=\"/qdrant.Points/Count\",status=\"8\"}");
    }

    @Test
    void messageThatCannotBeUnpackedIsTheCallersMistake() {
        byte[] cut = packed(upsert(new CollectionName("c")));
        cut[cut.length - 6]++;
        for (byte[] broken : List.of(new byte[] {1, 2, 3}, cut)) {
            Status status = client.open(UPSERT, PACKED).send(broken).end();

            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription()).contains("cannot be unpacked, expected gzip");
        }
    }

    @Test
    void monitorsMayNotNameWhatTheyLike() {
        String check = "grpc.health.v1.Health/Check";
        byte[] unknown = HealthCheckRequest.newBuilder().setService("other").build().toByteArray();
        byte[] large =
                HealthCheckRequest.newBuilder().setService("x".repeat(5_000)).build().toByteArray();

        assertThat(client.open(check).send(unknown).end())
                .extracting(Status::getCode, Status::getDescription)
                .containsExactly(Status.Code.NOT_FOUND, "unknown service");
        assertTooLarge(client.open(check).send(large).end());
        assertThat(client.open("grpc.health.v1.Health/Watch").send(large).end().getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(server.administrator().get("/metrics").text())
                .contains("endpoint=\"/grpc.health.v1.Health/Check\",status=\"5\"");
    }

    private static void assertTooLarge(Status status) {
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).startsWith("message is larger than");
    }

    private long used() {
        Matcher gauge = USED.matcher(server.administrator().get("/metrics").text());
        assertThat(gauge.find()).isTrue();
        return (long) Double.parseDouble(gauge.group(1));
    }

    private static byte[] upsert(CollectionName name) {
        Point point = new Point(PointId.of(77), NamedVectors.of(1, 1), Payload.EMPTY);
        return PointRpcs.UPSERT
                .encodeRequest(
                        new WriteRequest(
                                name,
                                List.of(new PointChange.Upsert(List.of(point))),
                                /* waits= */ true,
                                Optional.empty()))
                .toByteArray();
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
