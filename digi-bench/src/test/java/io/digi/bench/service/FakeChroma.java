package io.digi.bench.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.digi.bench.data.Similarity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// As much of Chroma's HTTP API as a benchmark uses, over vectors in memory.
final class FakeChroma implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLLECTIONS =
            "/api/v2/tenants/default_tenant/databases/default_database/collections";

    final Map<String, Map<String, float[]>> pointsByName = new ConcurrentHashMap<>();
    final Map<String, Integer> efByName = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeChroma() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(COLLECTIONS, this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] rest =
                exchange.getRequestURI().getPath().substring(COLLECTIONS.length()).split("/", -1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        String name = rest.length > 1 ? rest[1].replace("id-of-", "") : "";
        String what = exchange.getRequestMethod() + (rest.length > 2 ? " " + rest[2] : "");
        boolean known = name.isEmpty() || pointsByName.containsKey(name);
        String text = known ? answer(what, name, json) : "{}";
        exchange.sendResponseHeaders(known ? 200 : 404, /* in chunks */ 0);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private String answer(String what, String name, JsonNode json) {
        switch (what) {
            case "POST" -> {
                String made = json.path("name").asString("");
                pointsByName.put(made, new ConcurrentHashMap<>());
                return "{\"id\":\"id-of-" + made + "\"}";
            }
            case "DELETE" -> pointsByName.remove(name);
            case "PUT" -> efByName.put(name, json.at("/new_configuration/hnsw/ef_search").asInt());
            case "POST upsert" -> upsert(points(name), json);
            case "POST query" -> {
                return query(points(name), json);
            }
            default -> throw new AssertionError(what);
        }
        return "{}";
    }

    private Map<String, float[]> points(String name) {
        return pointsByName.getOrDefault(name, new LinkedHashMap<>());
    }

    private static void upsert(Map<String, float[]> points, JsonNode json) {
        for (int i = 0; i < json.path("ids").size(); i++) {
            points.put(
                    json.path("ids").path(i).asString(""), vector(json.path("embeddings").path(i)));
        }
    }

    private static String query(Map<String, float[]> points, JsonNode json) {
        float[] query = vector(json.path("query_embeddings").path(0));
        List<String> nearest =
                points.entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble(point ->
                                        -Similarity.COSINE.closeness(query, point.getValue())))
                        .limit(json.path("n_results").asInt())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toList());
        return JSON.writeValueAsString(Map.of("ids", List.of(nearest)));
    }

    private static float[] vector(JsonNode json) {
        float[] vector = new float[json.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) json.path(i).asDouble();
        }
        return vector;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
