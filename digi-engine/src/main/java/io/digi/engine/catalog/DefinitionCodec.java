package io.digi.engine.catalog;

import io.digi.engine.payload.PayloadCodec;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Definitions as bytes: an object in the encoding of payloads ([PayloadCodec]), so that later
/// versions can add fields.
///
/// ```text
/// format      1
/// number      int
/// name        string
/// vectors     {name: {number, extent_rows, size, distance, hnsw, on_disk?}}
/// hnsw        {m, ef_construct, full_scan_threshold, max_indexing_threads, on_disk?, payload_m?}
/// settings    object, as the user gave it
/// metadata    object
/// tenant      string, absent where tenants are not kept apart
/// indexes     {path: {type, …}}, as [IndexConfigCodec] has them
/// unfinished  {path: true}, absent if there is none: indexes that have never been complete
/// ```
final class DefinitionCodec {
    private static final long FORMAT = 1;

    private DefinitionCodec() {}

    static byte[] encode(Definition definition) {
        CollectionConfig config = definition.config();
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("format", Value.of(FORMAT));
        fields.put("number", Value.of((long) definition.number()));
        fields.put("name", Value.of(definition.name().value()));
        fields.put("vectors", vectors(definition));
        fields.put("hnsw", hnsw(config.hnsw()));
        fields.put("settings", config.settings());
        fields.put("metadata", config.metadata().root());
        config.tenantField().ifPresent(field -> fields.put("tenant", Value.of(field)));
        fields.put("indexes", indexes(definition.payloadIndexes()));
        if (!definition.unfinished().isEmpty()) {
            fields.put("unfinished", unfinished(definition.unfinished()));
        }
        return PayloadCodec.encode(Payload.of(fields));
    }

    static Definition decode(byte[] bytes) {
        Fields fields = new Fields(PayloadCodec.decode(bytes, "kv/meta").root());
        if (fields.integer("format") != FORMAT) {
            throw new DigiException(
                    new Problem.Corrupt("kv/meta", 0, "unknown format of a definition: " + fields));
        }
        TreeMap<VectorName, VectorConfig> vectors = new TreeMap<>();
        Map<VectorName, VectorPlace> places = new LinkedHashMap<>();
        fields.object("vectors")
                .forEach((name, vector) -> {
                    vectors.put(new VectorName(name), readVector(vector));
                    places.put(new VectorName(name), readPlace(vector));
                });
        Map<JsonPath, PayloadIndexConfig> indexes = new LinkedHashMap<>();
        fields.object("indexes")
                .forEach((path, index) ->
                        indexes.put(JsonPath.parse(path), IndexConfigCodec.decode(index)));
        CollectionConfig config =
                new CollectionConfig(
                        vectors,
                        readHnsw(fields.object("hnsw")),
                        fields.object("settings").struct(),
                        new Payload(fields.object("metadata").struct()),
                        fields.find("tenant").map(_ -> fields.text("tenant")));
        return new Definition(
                (int) fields.integer("number"),
                new CollectionName(fields.text("name")),
                config,
                places,
                indexes,
                readUnfinished(fields));
    }

    /// The name alone, which costs a fraction.
    static CollectionName name(byte[] bytes) {
        Map<String, Value> found =
                PayloadCodec.find(bytes, "name", "kv/meta")
                        .map(value -> Map.of("name", value))
                        .orElse(Map.of());
        return new CollectionName(new Fields(new Value.Struct(found)).text("name"));
    }

    private static Value vectors(Definition definition) {
        Map<String, Value> vectors = new LinkedHashMap<>();
        definition
                .config()
                .vectors()
                .forEach((name, config) -> {
                    Map<String, Value> fields = new LinkedHashMap<>();
                    VectorPlace place = definition.place(name);
                    fields.put("number", Value.of((long) place.number()));
                    fields.put("extent_rows", Value.of((long) place.extentCapacity()));
                    fields.put("size", Value.of((long) config.dimension()));
                    fields.put("distance", Value.of(config.distance().name()));
                    fields.put("hnsw", config.hnsw());
                    config.onDisk().ifPresent(d -> fields.put("on_disk", Value.of(d)));
                    vectors.put(name.value(), new Value.Struct(fields));
                });
        return new Value.Struct(vectors);
    }

    private static VectorPlace readPlace(Fields fields) {
        return new VectorPlace((int) fields.integer("number"), (int) fields.integer("extent_rows"));
    }

    private static VectorConfig readVector(Fields fields) {
        return new VectorConfig(
                (int) fields.integer("size"),
                Distance.valueOf(fields.text("distance")),
                fields.object("hnsw").struct(),
                fields.flag("on_disk"));
    }

    private static Value hnsw(HnswConfig config) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("m", Value.of((long) config.m()));
        fields.put("ef_construct", Value.of((long) config.efConstruct()));
        fields.put("full_scan_threshold", Value.of((long) config.fullScanThresholdKb()));
        fields.put("max_indexing_threads", Value.of((long) config.maxIndexingThreads()));
        config.onDisk().ifPresent(d -> fields.put("on_disk", Value.of(d)));
        config.payloadM().ifPresent(m -> fields.put("payload_m", Value.of((long) m)));
        return new Value.Struct(fields);
    }

    private static HnswConfig readHnsw(Fields fields) {
        return new HnswConfig(
                (int) fields.integer("m"),
                (int) fields.integer("ef_construct"),
                (int) fields.integer("full_scan_threshold"),
                (int) fields.integer("max_indexing_threads"),
                fields.flag("on_disk"),
                fields.find("payload_m").isPresent()
                        ? OptionalInt.of((int) fields.integer("payload_m"))
                        : OptionalInt.empty());
    }

    private static Value indexes(Map<JsonPath, PayloadIndexConfig> indexes) {
        Map<String, Value> fields = new LinkedHashMap<>();
        indexes.forEach(
                (path, index) -> fields.put(path.toString(), IndexConfigCodec.encode(index)));
        return new Value.Struct(fields);
    }

    private static Value unfinished(Set<JsonPath> keys) {
        Map<String, Value> fields = new LinkedHashMap<>();
        keys.forEach(key -> fields.put(key.toString(), Value.of(true)));
        return new Value.Struct(fields);
    }

    private static Set<JsonPath> readUnfinished(Fields fields) {
        return fields.find("unfinished").isEmpty()
                ? Set.of()
                : fields.object("unfinished").struct().fields().keySet().stream()
                        .map(JsonPath::parse)
                        .collect(Collectors.toSet());
    }
}
