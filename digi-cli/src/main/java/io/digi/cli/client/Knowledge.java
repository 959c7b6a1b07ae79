package io.digi.cli.client;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.vector.DenseVector;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A collection of texts with one vector each, as one caller sees it.
public record Knowledge(RestClient rest, Destination as, CollectionName name) {
    /// The payload field that says whose a point is, unless the collection says otherwise.
    public static final String TENANT_FIELD = "tenant_id";

    private static final JsonMapper JSON = JsonMapper.shared();

    /// The same collection as somebody else sees it.
    public Knowledge as(Destination other) {
        return new Knowledge(rest, other, name);
    }

    public boolean exists() {
        return rest.get(as, path("/exists")).result().path("exists").asBoolean();
    }

    /// Creates the collection: cosine, tenants kept apart by [#TENANT_FIELD].
    public void create(int dimension) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("vectors").put("size", dimension).put("distance", "Cosine");
        body.putObject("metadata").putObject("digi").put("tenant_field", TENANT_FIELD);
        rest.put(as, path(""), body).result();
    }

    /// Indexes a payload field that holds short texts.
    public void indexKeyword(String field) {
        ObjectNode body = JSON.createObjectNode();
        body.put("field_name", field).put("field_schema", "keyword");
        rest.put(as, path("/index"), body).result();
    }

    /// What the server says of the collection, or why it does not.
    public Reply describe() {
        return rest.get(as, path(""));
    }

    /// The field that keeps tenants apart. Throws [Problem.BadRequest] if the collection cannot
    /// hold one vector of this dimension a point.
    public String tenantFieldFor(int dimension) {
        JsonNode config = describe().result().path("config");
        JsonNode size = config.path("params").path("vectors").path("size");
        if (size.asInt(-1) != dimension) {
            throw new DigiException(
                    new Problem.BadRequest(
                            ("collection `%s` must have one unnamed vector of dimension %d, the"
                                            + " model's, but has %s; name another --collection")
                                    .formatted(
                                            name,
                                            dimension,
                                            size.isNumber()
                                                    ? "dimension " + size
                                                    : "named vectors")));
        }
        return config.path("metadata").path("digi").path("tenant_field").asString(TENANT_FIELD);
    }

    /// Stores points, durably on return, or says why not.
    public Reply upsert(List<NewPoint> points) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(body)) {
            out.writeStartObject();
            out.writeArrayPropertyStart("points");
            points.forEach(point -> write(out, point));
            out.writeEndArray();
            out.writeEndObject();
        }
        return rest.put(as, path("/points?wait=true"), body.toByteArray());
    }

    /// The points nearest to a vector, the nearest first; of one tenant only, if one is named.
    public List<Hit> nearest(DenseVector vector, int limit, Optional<String> tenant) {
        ObjectNode body = JSON.createObjectNode();
        var query = body.putArray("query");
        for (float element : vector.elements()) {
            query.add(element);
        }
        body.put("limit", limit).put("with_payload", true);
        tenant.ifPresent(id -> body.set("filter", isTenant(id)));
        return rest.post(as, path("/points/query"), body)
                .result()
                .path("points")
                .valueStream()
                .map(p -> new Hit(p.path("id").asString(), p.path("score").asDouble(), payload(p)))
                .toList();
    }

    /// How many points this caller sees.
    public long count() {
        return count(JSON.createObjectNode());
    }

    /// How many points of one tenant this caller sees.
    public long count(String tenant) {
        ObjectNode body = JSON.createObjectNode();
        body.set("filter", isTenant(tenant));
        return count(body);
    }

    /// How many of these ids mean a point to this caller.
    public int countKnown(Collection<String> ids) {
        ObjectNode body = JSON.createObjectNode();
        ids.forEach(body.putArray("ids")::add);
        return rest.post(as, path("/points"), body).result().size();
    }

    private long count(ObjectNode body) {
        return rest.post(as, path("/points/count"), body.put("exact", true))
                .result()
                .path("count")
                .asLong();
    }

    private static JsonNode payload(JsonNode point) {
        return point.path("payload");
    }

    private static ObjectNode isTenant(String tenant) {
        ObjectNode filter = JSON.createObjectNode();
        ObjectNode condition = filter.putArray("must").addObject().put("key", TENANT_FIELD);
        condition.putObject("match").put("value", tenant);
        return filter;
    }

    private static void write(JsonGenerator out, NewPoint point) {
        out.writeStartObject();
        out.writeName("id");
        JSON.writeTree(out, point.id());
        out.writeArrayPropertyStart("vector");
        for (float element : point.vector().elements()) {
            out.writeNumber(element);
        }
        out.writeEndArray();
        out.writeName("payload");
        JSON.writeTree(out, point.payload());
        out.writeEndObject();
    }

    private String path(String rest) {
        String encoded = URLEncoder.encode(name.value(), StandardCharsets.UTF_8);
        return "/collections/" + encoded.replace("+", "%20") + rest;
    }
}
