package io.digi.stack.crash;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of requests and answers.
final class PointJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final VectorRecipe recipe;

    PointJson(VectorRecipe recipe) {
        this.recipe = recipe;
    }

    static JsonNode parse(String body) {
        return MAPPER.readTree(body);
    }

    /// A collection that gets a graph from few points on, and uses it.
    String collection() {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("vectors").put("size", recipe.dimension()).put("distance", "Euclid");
        body.putObject("hnsw_config")
                .put("m", 8)
                .put("ef_construct", 32)
                .put("full_scan_threshold", 10);
        body.putObject("optimizers_config").put("indexing_threshold", 1);
        return body.toString();
    }

    /// The points nearest to what a version of a point had.
    String search(long id, long version, int limit) {
        ObjectNode body = MAPPER.createObjectNode().put("limit", limit);
        ArrayNode query = body.putArray("query");
        for (float element : recipe.vector(id, version)) {
            query.add(element);
        }
        return body.toString();
    }

    String body(Write write) {
        return switch (write) {
            case Write.Upsert upsert -> upsert(upsert);
            case Write.Mark mark -> {
                ObjectNode body = ids("points", mark.ids());
                body.putObject("payload").put("mark", mark.number());
                yield body.toString();
            }
            case Write.Delete delete -> ids("points", delete.ids()).toString();
        };
    }

    private String upsert(Write.Upsert upsert) {
        ObjectNode body = MAPPER.createObjectNode();
        ArrayNode points = body.putArray("points");
        for (long id : upsert.ids()) {
            ObjectNode point = points.addObject().put("id", id);
            ArrayNode vector = point.putArray("vector");
            for (float element : recipe.vector(id, upsert.number())) {
                vector.add(element);
            }
            point.putObject("payload").put("owner", id).put("version", upsert.number());
        }
        return body.toString();
    }

    String retrieve(List<Long> ids) {
        return ids("ids", ids).put("with_payload", true).put("with_vector", true).toString();
    }

    /// A page of all points; `offset` is the answer's `next_page_offset`, or missing at first.
    String scroll(JsonNode offset, int limit) {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("limit", limit).put("with_payload", true).put("with_vector", true);
        if (!offset.isMissingNode() && !offset.isNull()) {
            body.set("offset", offset);
        }
        return body.toString();
    }

    private static ObjectNode ids(String field, List<Long> ids) {
        ObjectNode body = MAPPER.createObjectNode();
        ArrayNode array = body.putArray(field);
        ids.forEach(array::add);
        return body;
    }

    /// A point of an answer.
    Observed observed(JsonNode point) {
        long id = point.path("id").asLong(-1);
        JsonNode payload = point.path("payload");
        PointState state =
                new PointState(payload.path("version").asLong(-1), payload.path("mark").asLong(0));
        int keys = state.mark() == 0 ? 2 : 3;
        boolean payloadExact =
                state.version() > 0
                        && payload.size() == keys
                        && payload.path("owner").asLong(-1) == id;
        float[] expected = recipe.vector(id, state.version());
        boolean vectorExact = Arrays.equals(vector(point.path("vector")), expected);
        return new Observed(id, state, vectorExact, payloadExact);
    }

    private static float[] vector(JsonNode elements) {
        float[] vector = new float[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) elements.get(i).asDouble(Double.NaN);
        }
        return vector;
    }
}
