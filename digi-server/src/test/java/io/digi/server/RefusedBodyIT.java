package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who sends a body that is refused before it was read sees the answer, no matter whether it looks
/// for it while it sends or only afterwards.
class RefusedBodyIT {
    private static final int LARGE = 8 << 20;
    private static final int PART = 1 << 10;
    private static final int REPETITIONS = 30 * Integer.getInteger("digi.test.effort", 1);

    private final ServerUnderTest server = ServerUnderTest.shared();

    @ParameterizedTest
    @CsvSource({
        "wrong, 401, Content-Length",
        "wrong, 401, Transfer-Encoding",
        ServerUnderTest.ADMIN + ", 400, Content-Length",
        ServerUnderTest.ADMIN + ", 400, Transfer-Encoding"
    })
    void connectionOutlivesTheBody(String key, int status, String framing) throws IOException {
        boolean chunked = framing.equals("Transfer-Encoding");
        int early = status == 400 && chunked ? ServerUnderTest.REQUEST_SIZE_MAX + PART : PART;
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.send(head(key, framing + (chunked ? ": chunked" : ": " + LARGE)));
            connection.send(body(early, LARGE, chunked));
            assertThat(connection.next(12)).isEqualTo("HTTP/1.1 " + status);

            connection.send(" ".repeat(LARGE - early) + (chunked ? "\r\n0\r\n\r\n" : ""));
            connection.send("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(connection.rest()).endsWith("healthz check passed");
        }
    }

    @Test
    void clientThatFallsSilentIsNotWaitedFor() throws IOException {
        String answer =
                RawHttp.exchange(
                        server.port(),
                        head("wrong", "Content-Length: " + LARGE) + body(PART, LARGE, false));

        assertThat(answer).startsWith("HTTP/1.1 401");
    }

    @Test
    void smallBodyThatIsRefusedKeepsTheConnection() throws IOException {
        String two =
                RawHttp.exchange(
                        server.port(),
                        head("wrong", "Content-Length: " + PART)
                                + " ".repeat(PART)
                                + "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(two).startsWith("HTTP/1.1 401").contains("healthz check passed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largeBodyAfterLargeBodySeesTheAnswer(boolean chunked) {
        byte[] large = " ".repeat(LARGE).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        BodyPublisher body =
                chunked
                        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))
                        : BodyPublishers.ofByteArray(large);
        Client administrator = server.administrator();
        Client nobody = server.nobody();

        for (int i = 0; i < REPETITIONS; i++) {
            administrator.send("PUT", "/collections/c/points", body).refused(400, "limit");
            nobody.send("PUT", "/collections/c/points", body).is(401);
        }
    }

    private static String head(String key, String framing) {
        return "PUT /collections/c/points HTTP/1.1\r\nHost: x\r\napi-key: %s\r\n%s\r\n\r\n"
                .formatted(key, framing);
    }

    /// The first bytes of a body, of one chunk if it is sent in chunks.
    private static String body(int sent, int size, boolean chunked) {
        return (chunked ? Integer.toHexString(size) + "\r\n" : "") + " ".repeat(sent);
    }
}
