package io.digi.server.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The operations of Qdrant 1.18 that this version does not serve. Who asks for one hears that, and
/// not that there is no such path.
final class Unserved {
    /// Methods by template.
    static final Map<String, Set<String>> OPERATIONS =
            Map.ofEntries(
                    Map.entry("/cluster/peer/{peer_id}", Set.of("DELETE")),
                    Map.entry("/cluster/recover", Set.of("POST")),
                    Map.entry("/cluster/telemetry", Set.of("GET")),
                    Map.entry("/collections/{collection_name}/cluster", Set.of("GET", "POST")),
                    Map.entry("/collections/{collection_name}/facet", Set.of("POST")),
                    Map.entry("/collections/{collection_name}/optimizations", Set.of("GET")),
                    Map.entry("/collections/{collection_name}/points/discover", Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/points/discover/batch", Set.of("POST")),
                    Map.entry("/collections/{collection_name}/points/query/groups", Set.of("POST")),
                    Map.entry("/collections/{collection_name}/points/recommend", Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/points/recommend/batch",
                            Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/points/recommend/groups",
                            Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/points/search/groups", Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/points/search/matrix/offsets",
                            Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/points/search/matrix/pairs",
                            Set.of("POST")),
                    Map.entry("/collections/{collection_name}/shards", Set.of("GET", "PUT")),
                    Map.entry("/collections/{collection_name}/shards/delete", Set.of("POST")),
                    Map.entry(
                            "/collections/{collection_name}/vectors/{vector_name}",
                            Set.of("PUT", "DELETE")));

    private static final List<Operation> ALL =
            OPERATIONS.entrySet().stream()
                    .map(e -> new Operation(PathTemplate.of(e.getKey()), e.getValue()))
                    .toList();

    private record Operation(PathTemplate template, Set<String> methods) {}

    private Unserved() {}

    static boolean contains(String method, List<String> segments) {
        return ALL.stream()
                .anyMatch(operation ->
                        operation.methods().contains(method)
                                && operation.template().fits(segments));
    }
}
