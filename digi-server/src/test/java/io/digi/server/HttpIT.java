package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP as clients, browsers and attackers speak it.
class HttpIT {
    private static final String KEY = "api-key: " + ServerUnderTest.ADMIN + "\r\n";

    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();

    @Test
    void pathsAreNormalised() {
        String name = server.createPlain();

        client.get("//collections/" + name + "/").ok();
        client.get("/collections//" + name).ok();
        client.get("/%63ollections/" + name).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/Collections", "/collections;x", "/metrics/..%2fx"})
    void unknownRouteIsAnEmpty404(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + KEY + close()))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        Reply reply = client.post("/healthz", "").is(405);

        assertThat(reply.header("Allow")).contains("GET");
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void anyContentTypeWillDo() {
        String path = "/collections/" + server.createPlain() + "/points/count";

        client.with("Content-Type", "text/plain").post(path, "{}").ok();
        client.with("Content-Type", "no type at all").post(path, "{}").ok();
        assertThat(client.post(path, "{}").header("Content-Type")).contains("application/json");
    }

    @Test
    void largeAnswersArePackedForThoseWhoAsk() throws IOException {
        String path = "/collections/" + server.createPlain();
        client.put(
                        path + "/points",
                        "{'points':[{'id':1,'vector':[1,1],'payload':{'t':'%s'}}]}"
                                .formatted("lorem ".repeat(2_000)))
                .ok();

        Reply packed = client.with("Accept-Encoding", "gzip, deflate").get(path + "/points/1");
        Reply whole = client.get(path + "/points/1");

        assertThat(packed.header("Content-Encoding")).contains("gzip");
        assertThat(packed.header("Vary")).contains("Accept-Encoding");
        assertThat(packed.response().body().length).isLessThan(1_000);
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.response().body()))
                        .readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).contains("lorem lorem");
        assertThat(whole.header("Content-Encoding")).isEmpty();
        assertThat(client.with("Accept-Encoding", "gzip;q=0").get(path + "/points/1").text())
                .contains("lorem");
    }

    @Test
    void packedRequestsAreUnpacked() throws IOException {
        String path = "/collections/" + server.createPlain() + "/points/count";
        Client packing = client.with("Content-Encoding", "gzip");

        assertThat(packing.send("POST", path, gzip("{}")).result()).isEqualTo("{'count':3}");
        packing.post(path, "{}").refused(400, "the body cannot be read");
        packing.send("POST", path, gzip(" ".repeat(3 << 20)))
                .refused(400, "JSON payload has exceeded limit (1048576 bytes).");
        client.with("Content-Encoding", "br").post(path, "{}").refused(415, "gzip only");
    }

    @Test
    void pagesFromAnywhereMayAsk() throws IOException {
        String preflight =
                raw(
                        "OPTIONS /collections/x/points HTTP/1.1\r\nHost: x\r\n"
                                + "Origin: http://page.example\r\n"
                                + "Access-Control-Request-Method: PUT\r\n"
                                + "Access-Control-Request-Headers: api-key\r\n"
                                + close());

        assertThat(preflight)
                .startsWith("HTTP/1.1 200 ")
                .contains("Access-Control-Allow-Origin: *")
                .contains("Access-Control-Allow-Methods: POST, PUT")
                .contains("Access-Control-Allow-Headers: api-key");
        assertThat(
                        client.with("Origin", "http://page.example")
                                .get("/collections")
                                .header("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(client.get("/collections").header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(raw("OPTIONS /collections HTTP/1.1\r\nHost: x\r\n" + close()))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void connectionIsKept() throws IOException {
        String two =
                raw(
                        "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
                                + "GET /livez HTTP/1.1\r\nHost: x\r\n"
                                + close());

        assertThat(two.split("healthz check passed", -1)).hasSize(3);
    }

    @Test
    void bodyIsNotReadBeforeTheGate() throws IOException {
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.send(
                    "PUT /collections/c/points HTTP/1.1\r\nHost: x\r\napi-key: wrong\r\n"
                            + "Content-Length: 1000000\r\n\r\n");

            assertThat(connection.until("Invalid API key or JWT")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void bodyIsAskedForOnlyOfThoseWhoMaySendIt() throws IOException {
        String head =
                "POST /collections/%s/points/count HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                                .formatted(server.createPlain())
                        + "Content-Length: 2\r\n";

        assertThat(raw(head + "api-key: wrong\r\n" + close())).startsWith("HTTP/1.1 401 ");
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.send(head + KEY + close());
            assertThat(connection.next(21)).isEqualTo("HTTP/1.1 100 Continue");
            connection.send("{}");
            assertThat(connection.rest()).contains("\"count\":3");
        }
    }

    @Test
    void bodyThatIsTooLargeIsRefusedUnread() throws IOException {
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.send(
                    "PUT /collections/c/points HTTP/1.1\r\nHost: x\r\n"
                            + KEY
                            + "Content-Length: 999999999\r\n\r\n");

            assertThat(connection.until("JSON payload (999999999 bytes) is larger than allowed"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void keysGivenTwiceAreRefused() throws IOException {
        assertThat(raw("GET /collections HTTP/1.1\r\nHost: x\r\n" + KEY + KEY + close()))
                .startsWith("HTTP/1.1 401 ");
        assertThat(
                        raw(
                                "GET /collections HTTP/1.1\r\nHost: x\r\napi-key: "
                                        + ServerUnderTest.READER
                                        + "\r\n"
                                        + KEY
                                        + close()))
                .startsWith("HTTP/1.1 401 ");
        assertThat(
                        raw(
                                "GET /collections HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + ServerUnderTest.READER
                                        + "\r\n"
                                        + KEY
                                        + close()))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void tenantGivenTwiceIsRefused() throws IOException {
        String path = "/collections/" + server.createTenanted();

        assertThat(
                        raw(
                                "GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: x\r\ndigi-tenant: a\r\n"
                                        + "Digi-Tenant: b\r\n"
                                        + KEY
                                        + close()))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void tenantInUtf8IsUnderstood() throws IOException {
        String path = "/collections/" + server.createTenanted();
        client.put(path + "/points", "{'points':[{'id':1,'vector':[1,1],'payload':{'owner':'ä'}}]}")
                .ok();

        String utf8 = new String("ä".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(
                        raw(
                                "GET %s/points/1 HTTP/1.1\r\nHost: x\r\ndigi-tenant: %s\r\n"
                                                .formatted(path, utf8)
                                        + KEY
                                        + close()))
                .startsWith("HTTP/1.1 200 ")
                .contains("ä");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /collections HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /collections HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                        + "Content-Length: 5\r\n\r\nabcde",
                "GET /livez HTTP/1.1\r\nHost: x\r\nX y: 1\r\n\r\n",
                "GET /livez HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void requestThatTwoReadersWouldReadDifferentlyIsRefused(String request) throws IOException {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close")
                .doesNotContain("Jetty", "<html>");
    }

    @Test
    void absoluteTargetGoesThroughTheSameGate() throws IOException {
        assertThat(
                        raw(
                                "GET http://elsewhere/collections HTTP/1.1\r\nHost: elsewhere\r\n"
                                        + close()))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void headersHaveALimit() throws IOException {
        assertThat(
                        raw(
                                "GET /livez HTTP/1.1\r\nHost: x\r\nX-Large: "
                                        + "x".repeat(20_000)
                                        + "\r\n"
                                        + close()))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void serverDoesNotSayWhatItRunsOn() {
        assertThat(client.get("/").header("Server")).isEmpty();
    }

    private static String close() {
        return "Connection: close\r\n\r\n";
    }

    private static java.net.http.HttpRequest.BodyPublisher gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return BodyPublishers.ofByteArray(packed.toByteArray());
    }

    private String raw(String request) throws IOException {
        return RawHttp.exchange(server.port(), request);
    }
}
