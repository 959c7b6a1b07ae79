package io.digi.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.digi.model.error.DigiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RestClientTest {
    private final Queue<Integer> statuses = new ArrayDeque<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final RestClient client = new RestClient(pauses::add);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void busyServerIsAskedAgainAfterGrowingPauses() {
        statuses.addAll(List.of(429, 503, 429, 200));
        assertThat(client.get(destination(), "/x").result().asString()).isEqualTo("done");
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(keys).containsOnly("k");
    }

    @Test
    void serverThatStaysBusyIsGivenUp() {
        statuses.addAll(Collections.nCopies(20, 429));
        Reply reply = client.get(destination(), "/x");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(keys).hasSize(8);
        assertThatThrownBy(reply::result)
                .isInstanceOf(DigiException.class)
                .hasMessageContaining("the server answered 429: not now");
    }

    @Test
    void refusalIsNotRepeated() {
        statuses.addAll(List.of(403, 200));
        assertThat(client.get(destination(), "/x").status()).isEqualTo(403);
        assertThat(pauses).isEmpty();
    }

    @Test
    void serverThatIsNotThereIsNamedWithoutTheKey() {
        server.stop(0);
        assertThatThrownBy(() -> client.get(destination(), "/x"))
                .isInstanceOf(DigiException.class)
                .hasMessageContaining(destination().url().toString())
                .hasMessageContaining("nothing listens there");
        assertThat(destination().toString()).doesNotContain("Optional");
    }

    private Destination destination() {
        return new Destination(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.of("k"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        keys.add(exchange.getRequestHeaders().getFirst("api-key"));
        int status = statuses.remove();
        String body =
                status == 200 ? "{\"result\": \"done\"}" : "{\"status\": {\"error\": \"not now\"}}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
