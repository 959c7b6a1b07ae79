package io.digi.bench.service;

import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.rest.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// Chroma, by version 2 of its HTTP API. All points are in one collection, and those of each tenant
/// once more in one of their own, as Chroma keeps tenants apart. How many candidates a search keeps
/// is a setting of a collection.
public final class ChromaService implements VectorService {
    private static final String PATH =
            "/api/v2/tenants/default_tenant/databases/default_database/collections";
    private static final String SETTINGS =
            "\"hnsw\":{\"space\":\"cosine\",\"ef_construction\":100,\"max_neighbors\":16}";
    private static final int NOT_FOUND = 404;

    private final Endpoint endpoint;
    private final String prefix;
    private final Map<String, Made> byTenant = new LinkedHashMap<>();
    private Made all = new Made("", "");

    /// A collection that was made, and where its requests go.
    private record Made(String name, String path) {}

    /// @param prefix of the names of all collections that are made
    public ChromaService(Endpoint endpoint, String prefix) {
        this.endpoint = endpoint;
        this.prefix = prefix;
    }

    @Override
    public String name() {
        return "chroma";
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public OptionalLong stored() {
        return OptionalLong.empty();
    }

    @Override
    public void create(int dimension, List<String> tenants) throws IOException {
        all = make(prefix + "-all");
        byTenant.clear();
        for (String tenant : tenants) {
            byTenant.put(tenant, make(prefix + "-tenant-" + byTenant.size()));
        }
    }

    private Made make(String collection) throws IOException {
        drop(collection);
        String body = "{\"name\":\"%s\",\"configuration\":{%s}}".formatted(collection, SETTINGS);
        try (Connection connection = Connection.to(endpoint)) {
            JsonNode created = connection.require(Request.post(PATH, body)).json();
            return new Made(collection, PATH + "/" + created.path("id").asString(""));
        }
    }

    private void drop(String collection) throws IOException {
        try (Connection connection = Connection.to(endpoint)) {
            Request delete = Request.of("DELETE", PATH + "/" + collection, "");
            Answer answer = connection.send(delete);
            if (answer.status() != NOT_FOUND) {
                answer.requireOk(delete);
            }
        }
    }

    @Override
    public Request store(List<ServicePoint> points) {
        return store(all, points);
    }

    @Override
    public List<Request> storeByTenant(List<ServicePoint> points) {
        Map<String, List<ServicePoint>> pointsByTenant = new LinkedHashMap<>();
        for (ServicePoint point : points) {
            pointsByTenant.computeIfAbsent(point.tenant(), _ -> new ArrayList<>()).add(point);
        }
        return pointsByTenant.entrySet().stream()
                .map(entry -> store(of(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static Request store(Made into, List<ServicePoint> points) {
        StringBuilder ids = new StringBuilder("{\"ids\":[");
        StringBuilder vectors = new StringBuilder("],\"embeddings\":[");
        StringBuilder metadatas = new StringBuilder("],\"metadatas\":[");
        String separator = "";
        for (ServicePoint point : points) {
            ids.append(separator).append('"').append(point.id()).append('"');
            JsonText.append(vectors.append(separator), point.vector().elements());
            metadatas.append(separator).append("{\"tenant\":");
            metadatas.append(JsonText.quoted(point.tenant())).append('}');
            separator = ",";
        }
        return Request.post(
                into.path() + "/upsert", ids.append(vectors).append(metadatas).append("]}"));
    }

    private Made of(String tenant) {
        Made made = byTenant.get(tenant);
        if (made == null) {
            throw new IllegalArgumentException("no tenant is called " + tenant);
        }
        return made;
    }

    /// Points are indexed as they are stored.
    @Override
    public void finish() {}

    @Override
    public void prepare(int ef) throws IOException {
        String body = "{\"new_configuration\":{\"hnsw\":{\"ef_search\":" + ef + "}}}";
        for (Made made : made()) {
            try (Connection connection = Connection.to(endpoint)) {
                connection.require(Request.put(made.path(), body));
            }
        }
    }

    private List<Made> made() {
        List<Made> made = new ArrayList<>(byTenant.values());
        made.add(all);
        return made;
    }

    @Override
    public Request query(float[] vector, int ef, int limit) {
        return query(all, vector, limit);
    }

    @Override
    public Request query(String tenant, float[] vector, int ef, int limit) {
        return query(of(tenant), vector, limit);
    }

    private static Request query(Made in, float[] vector, int limit) {
        StringBuilder text = new StringBuilder("{\"query_embeddings\":[");
        JsonText.append(text, vector);
        text.append("],\"n_results\":").append(limit).append(",\"include\":[\"distances\"]}");
        return Request.post(in.path() + "/query", text);
    }

    @Override
    public List<Integer> ids(Answer answer) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : answer.json().path("ids").path(0)) {
            ids.add(Integer.parseInt(id.asString("")));
        }
        return ids;
    }

    @Override
    public void drop() throws IOException {
        for (Made made : made()) {
            drop(made.name());
        }
    }
}
