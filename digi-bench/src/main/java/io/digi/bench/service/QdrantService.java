package io.digi.bench.service;

import io.digi.bench.report.BenchException;
import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Connection;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.rest.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// What speaks Qdrant's REST API: Qdrant, or Digi. All points are in one collection; tenants are
/// told apart by a payload field with an index made for them.
public final class QdrantService implements VectorService {
    private static final String FIELD = "tenant";
    private static final int NOT_FOUND = 404;
    private static final int THRESHOLD_KB = 10_000;
    private static final Duration INDEXING_MAX = Duration.ofHours(2);
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();

    private final String name;
    private final Endpoint endpoint;
    private final String path;

    /// @param collection which one is made, in place of one of the same name
    public QdrantService(String name, Endpoint endpoint, String collection) {
        this.name = name;
        this.endpoint = endpoint;
        this.path = "/collections/" + collection;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public OptionalLong stored() throws IOException {
        try (Connection connection = Connection.to(endpoint)) {
            Answer answer =
                    connection.send(Request.post(path + "/points/count", "{\"exact\":true}"));
            return answer.status() == NOT_FOUND
                    ? OptionalLong.empty()
                    : OptionalLong.of(answer.result().path("count").asLong());
        }
    }

    /// Without a graph until [#finish], so that it is built in one go.
    @Override
    public void create(int dimension, List<String> tenants) throws IOException {
        drop();
        send(
                Request.put(
                        path,
                        "{\"vectors\":{\"size\":%d,\"distance\":\"Cosine\"},%s}"
                                .formatted(dimension, threshold(0))));
        send(
                Request.put(
                        path + "/index?wait=true",
                        "{\"field_name\":\"%s\",\"field_schema\":{\"type\":\"keyword\",\"is_tenant\":true}}"
                                .formatted(FIELD)));
    }

    private static String threshold(int kb) {
        return "\"optimizers_config\":{\"indexing_threshold\":" + kb + "}";
    }

    @Override
    public Request store(List<ServicePoint> points) {
        StringBuilder text = new StringBuilder("{\"points\":[");
        for (ServicePoint point : points) {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
                    .append("{\"id\":")
                    .append(point.id())
                    .append(",\"vector\":");
            JsonText.append(text, point.vector().elements());
            text.append(",\"payload\":{\"" + FIELD + "\":")
                    .append(JsonText.quoted(point.tenant()))
                    .append("}}");
        }
        return Request.put(path + "/points?wait=true", text.append("]}"));
    }

    @Override
    public List<Request> storeByTenant(List<ServicePoint> points) {
        return List.of();
    }

    @Override
    public void finish() throws IOException {
        send(Request.of("PATCH", path, "{" + threshold(THRESHOLD_KB) + "}"));
        long begin = System.nanoTime();
        String status;
        do {
            LockSupport.parkNanos(POLL_NANOS);
            status = status();
            if (System.nanoTime() - begin > INDEXING_MAX.toNanos()) {
                throw new BenchException(name + " is still " + status + ", expected green");
            }
        } while (!status.equals("green"));
    }

    private String status() throws IOException {
        try (Connection connection = Connection.to(endpoint)) {
            return connection.require(Request.get(path)).result().path("status").asString("");
        }
    }

    @Override
    public void prepare(int ef) {}

    @Override
    public Request query(float[] vector, int ef, int limit) {
        return query(vector, ef, limit, "");
    }

    @Override
    public Request query(String tenant, float[] vector, int ef, int limit) {
        String filter =
                ",\"filter\":{\"must\":[{\"key\":\"%s\",\"match\":{\"value\":%s}}]}"
                        .formatted(FIELD, JsonText.quoted(tenant));
        return query(vector, ef, limit, filter);
    }

    private Request query(float[] vector, int ef, int limit, String more) {
        StringBuilder text = new StringBuilder("{\"query\":");
        JsonText.append(text, vector);
        text.append(",\"limit\":").append(limit);
        text.append(",\"params\":{\"hnsw_ef\":").append(ef).append('}');
        return Request.post(path + "/points/query", text.append(more).append('}'));
    }

    @Override
    public List<Integer> ids(Answer answer) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode point : answer.result().path("points")) {
            ids.add(point.path("id").asInt());
        }
        return ids;
    }

    @Override
    public void drop() throws IOException {
        send(Request.of("DELETE", path, ""));
    }

    private void send(Request request) throws IOException {
        try (Connection connection = Connection.to(endpoint)) {
            connection.require(request);
        }
    }

    /// Where queries go, for programs that send their own.
    public String queryUrl() {
        return endpoint + path + "/points/query";
    }
}
