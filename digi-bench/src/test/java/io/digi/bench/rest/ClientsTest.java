package io.digi.bench.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClientsTest {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyNumberIsSentOnceAndAnswered() throws Exception {
        server.createContext("/", exchange -> answer(exchange, 200, "{\"result\":5}"));
        AtomicInteger answered = new AtomicInteger();
        Measured measured = run(3, 40, answered);
        assertThat(answered).hasValue(40);
        assertThat(measured.requests()).isEqualTo(40);
        assertThat(measured.retries()).isZero();
        assertThat(calls).hasSize(40).allSatisfy((path, count) -> assertThat(count).isOne());
    }

    @Test
    void clientThatIsToldToWaitComesAgain() throws Exception {
        server.createContext(
                "/",
                exchange -> {
                    boolean first = !calls.containsKey(exchange.getRequestURI().getPath());
                    if (first) {
                        exchange.getResponseHeaders().add("Connection", "close");
                    }
                    answer(exchange, first ? 429 : 200, "{\"result\":5}");
                });
        Measured measured = run(2, 4, new AtomicInteger());
        assertThat(measured.requests()).isEqualTo(4);
        assertThat(measured.retries()).isEqualTo(4);
    }

    @Test
    void otherStatusEndsTheRunAndIsShown() {
        server.createContext("/", exchange -> answer(exchange, 500, "a broken pipe"));
        assertThatThrownBy(() -> run(2, 1000, new AtomicInteger()))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("came 500: a broken pipe");
    }

    private Measured run(int clients, long count, AtomicInteger answered) throws Exception {
        return Clients.run(
                server.getAddress().getPort(),
                Clients.Load.of(clients, count),
                new Clients.Requests() {
                    @Override
                    public Request request(long number) {
                        return Request.post("/" + number, "{}");
                    }

                    @Override
                    public void answered(long number, Answer answer) {
                        assertThat(answer.result().asInt()).isEqualTo(5);
                        answered.incrementAndGet();
                    }
                });
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        calls.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }
}
