package io.digi.stack.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One collection of a server, over REST.
final class PointClient implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int PAGE_SIZE = 500;
    private static final int PAGES_MAX = 100_000;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final PointJson json;
    private final URI server;

    PointClient(int port, PointJson json) {
        this.server = URI.create("http://127.0.0.1:" + port);
        this.json = json;
    }

    /// Whether the server says that it is ready.
    boolean isReady() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/readyz"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    void createCollection() throws IOException, InterruptedException {
        expect(send("PUT", "", json.collection()));
    }

    /// Sends a write; returns the status.
    int write(Write write, boolean waits) throws IOException, InterruptedException {
        String query = "?wait=" + waits;
        String body = json.body(write);
        return switch (write) {
            case Write.Upsert _ -> send("PUT", "/points" + query, body).statusCode();
            case Write.Mark _ -> send("POST", "/points/payload" + query, body).statusCode();
            case Write.Delete _ -> send("POST", "/points/delete" + query, body).statusCode();
        };
    }

    /// Every point of the collection, by id, in pages.
    Map<Long, Observed> scroll() throws IOException, InterruptedException {
        Map<Long, Observed> points = new HashMap<>();
        JsonNode offset = MissingNode.getInstance();
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode result = post("/points/scroll", json.scroll(offset, PAGE_SIZE));
            for (JsonNode node : result.path("points")) {
                Observed point = json.observed(node);
                if (points.put(point.id(), point) != null) {
                    throw new CrashException("scroll shows point " + point.id() + " twice");
                }
            }
            offset = result.path("next_page_offset");
            if (offset.isMissingNode() || offset.isNull()) {
                return points;
            }
        }
        throw new CrashException("scroll does not end after " + PAGES_MAX + " pages");
    }

    /// The points of these ids that exist, by id.
    Map<Long, Observed> retrieve(List<Long> ids) throws IOException, InterruptedException {
        Map<Long, Observed> points = new HashMap<>();
        for (int from = 0; from < ids.size(); from += PAGE_SIZE) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + PAGE_SIZE));
            for (JsonNode node : post("/points", json.retrieve(some))) {
                Observed point = json.observed(node);
                points.put(point.id(), point);
            }
        }
        return points;
    }

    /// The ids of the points nearest to what a version of a point had.
    List<Long> search(long id, long version, int limit) throws IOException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        JsonNode result = post("/points/query", json.search(id, version, limit));
        result.path("points").forEach(point -> ids.add(point.path("id").asLong(-1)));
        return ids;
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", path, body);
        expect(response);
        return PointJson.parse(response.body()).path("result");
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                server.resolve("/collections/" + CrashLoop.COLLECTION + path))
                        .timeout(ANSWER_MAX)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void expect(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            String body = response.body();
            throw new CrashException(
                    "%s %s: expected status 200, came %d: %s"
                            .formatted(
                                    response.request().method(),
                                    response.uri().getPath(),
                                    response.statusCode(),
                                    body.substring(0, Math.min(body.length(), 500))));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
