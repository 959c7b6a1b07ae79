package io.digi.bench.curve;

import io.digi.bench.report.BenchException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One measurement of one index: a line of JSON that any program may print.
///
/// @param engine the index and its variant, such as `lucene-4bit`
/// @param ef how many candidates the search kept
/// @param recall the part of the true nearest that was found, 0 to 1
/// @param queriesPerSecond of all threads together
/// @param buildCpuSeconds processor time of the build, all threads together
/// @param indexMb what the index takes beside the vectors, in 10⁶ bytes
/// @param more what else the line says; values are texts, numbers or booleans
public record IndexPoint(
        String engine,
        int ef,
        double recall,
        double queriesPerSecond,
        double buildCpuSeconds,
        double indexMb,
        Map<String, Object> more) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> NAMES =
            Set.of("engine", "ef", "recall", "qps", "build_cpu_s", "index_mb");

    public IndexPoint {
        require(!engine.isBlank(), "engine", engine);
        require(ef > 0, "ef", ef);
        require(recall >= 0 && recall <= 1, "recall", recall);
        require(queriesPerSecond > 0 && queriesPerSecond < 1e12, "qps", queriesPerSecond);
        require(buildCpuSeconds >= 0, "build_cpu_s", buildCpuSeconds);
        require(indexMb >= 0, "index_mb", indexMb);
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    private static void require(boolean sound, String name, Object value) {
        if (!sound) {
            throw new IllegalArgumentException("%s is %s".formatted(name, value));
        }
    }

    /// The index without its variant: `lucene` of `lucene-4bit`.
    public static String familyOf(String engine) {
        int dash = engine.indexOf('-');
        return dash < 0 ? engine : engine.substring(0, dash);
    }

    public String family() {
        return familyOf(engine);
    }

    public String json() {
        return JSON.writeValueAsString(fields());
    }

    /// In the order in which they are printed.
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("engine", engine);
        fields.put("ef", ef);
        fields.put("recall", recall);
        fields.put("qps", queriesPerSecond);
        fields.put("build_cpu_s", buildCpuSeconds);
        fields.put("index_mb", indexMb);
        fields.putAll(more);
        return fields;
    }

    /// Reads a line.
    public static IndexPoint parse(String line) throws BenchException {
        try {
            JsonNode fields = JSON.readTree(line);
            return new IndexPoint(
                    required(fields, "engine").asString(),
                    required(fields, "ef").asInt(),
                    required(fields, "recall").asDouble(),
                    required(fields, "qps").asDouble(),
                    required(fields, "build_cpu_s").asDouble(),
                    required(fields, "index_mb").asDouble(),
                    more(fields));
        } catch (JacksonException | IllegalArgumentException wrong) {
            throw new BenchException(
                    "expected a line of JSON with %s, came %s (%s)"
                            .formatted(NAMES, line, wrong.getMessage()));
        }
    }

    private static JsonNode required(JsonNode fields, String name) {
        JsonNode value = fields.get(name);
        boolean sound =
                value != null && (name.equals("engine") ? value.isString() : value.isNumber());
        if (!sound) {
            throw new IllegalArgumentException("%s is %s".formatted(name, value));
        }
        return value;
    }

    private static Map<String, Object> more(JsonNode fields) {
        Map<String, Object> more = new LinkedHashMap<>();
        fields.forEachEntry((name, value) -> {
            if (!NAMES.contains(name)) {
                more.put(name, scalar(value));
            }
        });
        return more;
    }

    private static Object scalar(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asLong();
        }
        if (value.isNumber()) {
            return value.asDouble();
        }
        return value.isBoolean() ? value.asBoolean() : value.asString("");
    }
}
