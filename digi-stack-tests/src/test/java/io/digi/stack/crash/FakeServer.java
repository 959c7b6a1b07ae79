package io.digi.stack.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The few routes of the protocol that the harness uses, over a [FakeStore]. Arguments: directory,
/// port, faults.
final class FakeServer {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final FakeStore store;

    private FakeServer(FakeStore store) {
        this.store = store;
    }

    public static void main(String[] args) throws IOException {
        Set<FakeStore.Fault> faults =
                Stream.of(args).skip(2).map(FakeStore.Fault::valueOf).collect(Collectors.toSet());
        FakeStore store = new FakeStore(Path.of(args[0]), faults);
        FakeServer fake = new FakeServer(store);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", fake::handle);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String answer = answer(exchange.getRequestMethod(), path, body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (RuntimeException | IOException failure) {
            failure.printStackTrace();
            throw failure;
        }
    }

    private synchronized String answer(String method, String path, byte[] body) throws IOException {
        String route = method + " " + path.replaceFirst("^/collections/[a-z]+", "");
        return switch (route) {
            case "GET /readyz" -> "ready";
            case "PUT " -> applied("create", body);
            case "PUT /points" -> applied("upsert", body);
            case "POST /points/payload" -> applied("payload", body);
            case "POST /points/delete" -> applied("delete", body);
            case "POST /points" -> retrieve(MAPPER.readTree(body));
            case "POST /points/scroll", "POST /points/query" -> scroll(MAPPER.readTree(body));
            default -> "";
        };
    }

    private String applied(String kind, byte[] body) throws IOException {
        store.write(kind, new String(body, StandardCharsets.UTF_8));
        return "{\"result\":{\"status\":\"acknowledged\"}}";
    }

    private String retrieve(JsonNode request) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode result = answer.putArray("result");
        for (JsonNode id : request.path("ids")) {
            store.point(id.asLong()).ifPresent(result::add);
        }
        return answer.toString();
    }

    private String scroll(JsonNode request) {
        ObjectNode answer = MAPPER.createObjectNode();
        ObjectNode result = answer.putObject("result");
        ArrayNode points = result.putArray("points");
        int limit = request.path("limit").asInt();
        for (JsonNode point : store.from(request.path("offset").asLong(0))) {
            if (points.size() == limit) {
                result.set("next_page_offset", point.path("id"));
                break;
            }
            points.add(point);
        }
        return answer.toString();
    }
}
