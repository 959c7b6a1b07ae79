package io.digi.wire.json;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Writes a collection as Qdrant's `CollectionInfo`: what the user set stands over the defaults.
final class CollectionWriter {
    /// What users may write for an absent number.
    private static final Value AUTOMATIC = Value.of("auto");

    private static final Value DISABLED = Value.of("Disabled");

    private final JsonGenerator out;

    CollectionWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(CollectionInfo info) {
        out.writeStartObject();
        out.writeStringProperty("status", info.status().name().toLowerCase(Locale.ROOT));
        writeOptimizerStatus(info);
        writeWarnings(info.warnings());
        out.writeNumberProperty("indexed_vectors_count", info.indexedVectorCount());
        out.writeNumberProperty("points_count", info.pointCount());
        out.writeNumberProperty("segments_count", info.segmentCount());
        out.writeName("config");
        writeConfig(info.config());
        out.writeName("payload_schema");
        out.writeStartObject();
        info.payloadIndexes()
                .forEach((key, index) -> {
                    out.writeName(key.toString());
                    PayloadIndexWriter.write(out, index);
                });
        out.writeEndObject();
        out.writeName("update_queue");
        out.writeStartObject();
        out.writeNumberProperty("length", info.queuedOperations());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void writeOptimizerStatus(CollectionInfo info) {
        out.writeName("optimizer_status");
        if (info.status() != CollectionStatus.RED) {
            out.writeString("ok");
            return;
        }
        out.writeStartObject();
        out.writeStringProperty("error", String.join("; ", info.warnings()));
        out.writeEndObject();
    }

    private void writeWarnings(List<String> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        out.writeName("warnings");
        out.writeStartArray();
        for (String warning : warnings) {
            out.writeStartObject();
            out.writeStringProperty("message", warning);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeConfig(CollectionConfig config) {
        Map<String, Value> settings = config.settings().fields();
        out.writeStartObject();
        out.writeName("params");
        writeParams(config);
        out.writeName("hnsw_config");
        writeHnsw(config.hnsw());
        writeBlock("optimizer_config", SettingDefaults.OPTIMIZERS, settings, "optimizers_config");
        writeBlock("wal_config", SettingDefaults.WAL, settings, "wal_config");
        out.writeName("quantization_config");
        ValueWriter.write(out, settings.getOrDefault("quantization_config", Value.Null.NULL));
        if (settings.get("strict_mode_config") instanceof Value.Struct strictMode) {
            out.writeName("strict_mode_config");
            ValueWriter.writeStruct(out, strictMode);
        }
        if (!config.metadata().isEmpty()) {
            out.writeName("metadata");
            ValueWriter.writeStruct(out, config.metadata().root());
        }
        out.writeEndObject();
    }

    private void writeParams(CollectionConfig config) {
        out.writeStartObject();
        out.writeName("vectors");
        writeVectors(config);
        Map<String, Value> settings = config.settings().fields();
        Map<String, Value> params = new LinkedHashMap<>(SettingDefaults.PARAMS);
        settings.forEach((name, value) -> {
            if (SettingRules.PARAMS.containsKey(name)) {
                params.put(name, value);
            }
        });
        ValueWriter.writeFields(out, params);
        out.writeEndObject();
    }

    private void writeVectors(CollectionConfig config) {
        Map<VectorName, VectorConfig> vectors = config.vectors();
        Map<String, Value> extras =
                config.settings().fields().get("vectors") instanceof Value.Struct(var fields)
                        ? fields
                        : Map.of();
        VectorConfig unnamed = vectors.get(VectorName.DEFAULT);
        if (unnamed != null && vectors.size() == 1) {
            writeVector(unnamed, extras.getOrDefault("", Value.Struct.EMPTY));
            return;
        }
        out.writeStartObject();
        vectors.forEach((name, vector) -> {
            out.writeName(name.value());
            writeVector(vector, extras.getOrDefault(name.value(), Value.Struct.EMPTY));
        });
        out.writeEndObject();
    }

    private void writeVector(VectorConfig vector, Value extras) {
        Map<String, Value> shown = new LinkedHashMap<>();
        shown.put("size", Value.of(vector.dimension()));
        shown.put("distance", Value.of(DistanceName.text(vector.distance())));
        if (!vector.hnsw().fields().isEmpty()) {
            shown.put("hnsw_config", vector.hnsw());
        }
        vector.onDisk().ifPresent(onDisk -> shown.put("on_disk", Value.of(onDisk)));
        if (extras instanceof Value.Struct(Map<String, Value> fields)) {
            shown.putAll(fields);
        }
        shown.values().removeIf(value -> value.equals(DISABLED));
        ValueWriter.writeStruct(out, new Value.Struct(shown));
    }

    private void writeHnsw(HnswConfig hnsw) {
        out.writeStartObject();
        out.writeNumberProperty("m", hnsw.m());
        out.writeNumberProperty("ef_construct", hnsw.efConstruct());
        out.writeNumberProperty("full_scan_threshold", hnsw.fullScanThresholdKb());
        out.writeNumberProperty("max_indexing_threads", hnsw.maxIndexingThreads());
        hnsw.onDisk().ifPresent(onDisk -> out.writeBooleanProperty("on_disk", onDisk));
        hnsw.payloadM().ifPresent(m -> out.writeNumberProperty("payload_m", m));
        out.writeEndObject();
    }

    private void writeBlock(
            String name, Map<String, Value> defaults, Map<String, Value> settings, String setting) {
        Map<String, Value> shown = new LinkedHashMap<>(defaults);
        if (settings.get(setting) instanceof Value.Struct(Map<String, Value> given)) {
            shown.putAll(given);
        }
        shown.replaceAll((_, value) -> value.equals(AUTOMATIC) ? Value.Null.NULL : value);
        out.writeName(name);
        ValueWriter.writeStruct(out, new Value.Struct(shown));
    }
}
