package io.digi.cli.client;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Sends requests to any number of servers. A server that is busy (429, 503) is asked again, with
/// growing pauses, about ten seconds in all. May be used by any number of threads.
public final class RestClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    private static final int ATTEMPT_COUNT_MAX = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final Pause pause;

    public RestClient(Pause pause) {
        this.pause = pause;
    }

    /// Asks without a body.
    public Reply get(Destination to, String path) {
        return send(to, "GET", path, BodyPublishers.noBody());
    }

    /// Sends a JSON document as it stands.
    public Reply put(Destination to, String path, byte[] json) {
        return send(to, "PUT", path, BodyPublishers.ofByteArray(json));
    }

    /// Sends a JSON document.
    public Reply put(Destination to, String path, JsonNode json) {
        return put(to, path, JSON.writeValueAsBytes(json));
    }

    /// Sends a JSON document.
    public Reply post(Destination to, String path, JsonNode json) {
        return send(to, "POST", path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json)));
    }

    /// Ends connections at once.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private Reply send(Destination to, String method, String path, BodyPublisher body) {
        HttpRequest request = request(to, method, path, body);
        try {
            Duration wait = FIRST_PAUSE;
            for (int attempt = 1; ; attempt++) {
                Reply reply = reply(http.send(request, BodyHandlers.ofByteArray()));
                if (!isBusy(reply) || attempt == ATTEMPT_COUNT_MAX) {
                    return reply;
                }
                pause.pause(wait);
                wait = wait.multipliedBy(2);
            }
        } catch (IOException e) {
            throw unreachable(to, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DigiException(new Problem.Cancelled("the request to " + to), e);
        }
    }

    private static boolean isBusy(Reply reply) {
        return reply.status() == 429 || reply.status() == 503;
    }

    private static HttpRequest request(
            Destination to, String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to.url().resolve(path))
                        .timeout(REQUEST_TIMEOUT)
                        .header("Content-Type", "application/json")
                        .method(method, body);
        to.key().ifPresent(key -> request.header("api-key", key));
        to.headers().forEach(request::header);
        return request.build();
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        try {
            return new Reply(response.statusCode(), JSON.readTree(response.body()));
        } catch (JacksonException e) {
            return new Reply(response.statusCode(), MissingNode.getInstance());
        }
    }

    private static DigiException unreachable(Destination to, IOException cause) {
        String reason =
                cause instanceof ConnectException
                        ? "nothing listens there"
                        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new DigiException(
                new Problem.Unavailable("no answer from %s: %s".formatted(to, reason)), cause);
    }
}
