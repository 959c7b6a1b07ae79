package io.digi.wire.words;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A collection's configuration as it is shown: what the user set stands over the defaults.
public final class ShownCollection {
    /// What users may write for an absent number.
    private static final Value AUTOMATIC = Value.of("auto");

    private static final Value DISABLED = Value.of("Disabled");

    private final CollectionConfig config;
    private final Map<String, Value> settings;

    public ShownCollection(CollectionConfig config) {
        this.config = config;
        this.settings = config.settings().fields();
    }

    /// What stands under `params`, vectors left out.
    public Value.Struct params() {
        Map<String, Value> params = new LinkedHashMap<>(SettingDefaults.PARAMS);
        settings.forEach((name, value) -> {
            if (SettingRules.PARAMS.containsKey(name)) {
                params.put(name, value);
            }
        });
        return new Value.Struct(params);
    }

    public Value.Struct hnsw() {
        HnswConfig hnsw = config.hnsw();
        Map<String, Value> shown = new LinkedHashMap<>();
        shown.put("m", Value.of(hnsw.m()));
        shown.put("ef_construct", Value.of(hnsw.efConstruct()));
        shown.put("full_scan_threshold", Value.of(hnsw.fullScanThresholdKb()));
        shown.put("max_indexing_threads", Value.of(hnsw.maxIndexingThreads()));
        hnsw.onDisk().ifPresent(onDisk -> shown.put("on_disk", Value.of(onDisk)));
        hnsw.payloadM().ifPresent(m -> shown.put("payload_m", Value.of((long) m)));
        return new Value.Struct(shown);
    }

    public Value.Struct optimizers() {
        return block(SettingDefaults.OPTIMIZERS, "optimizers_config");
    }

    public Value.Struct wal() {
        return block(SettingDefaults.WAL, "wal_config");
    }

    /// Null for none.
    public Value quantization() {
        return settings.getOrDefault("quantization_config", Value.Null.NULL);
    }

    /// Null for none.
    public Value strictMode() {
        return settings.getOrDefault("strict_mode_config", Value.Null.NULL);
    }

    /// Whether the unnamed vector is the only one.
    public boolean hasOneUnnamedVector() {
        return config.vectors().size() == 1 && config.vectors().containsKey(VectorName.DEFAULT);
    }

    /// `size`, `distance` and what was set, by the vector's name.
    public SortedMap<VectorName, Value.Struct> vectors() {
        Map<String, Value> extras =
                settings.get("vectors") instanceof Value.Struct(var fields) ? fields : Map.of();
        SortedMap<VectorName, Value.Struct> shown = new TreeMap<>();
        config.vectors()
                .forEach((name, vector) ->
                        shown.put(
                                name,
                                vector(
                                        vector,
                                        extras.getOrDefault(name.value(), Value.Null.NULL))));
        return shown;
    }

    private static Value.Struct vector(VectorConfig vector, Value extras) {
        Map<String, Value> shown = new LinkedHashMap<>();
        shown.put("size", Value.of(vector.dimension()));
        shown.put("distance", Value.of(DistanceName.text(vector.distance())));
        shown.put("hnsw_config", Value.Struct.EMPTY);
        vector.onDisk().ifPresent(onDisk -> shown.put("on_disk", Value.of(onDisk)));
        if (extras instanceof Value.Struct(Map<String, Value> fields)) {
            shown.putAll(fields);
        }
        shown.computeIfPresent("hnsw_config", (_, changes) -> hnsw(vector, changes));
        shown.values()
                .removeIf(value -> value.equals(DISABLED) || value.equals(Value.Struct.EMPTY));
        return new Value.Struct(shown);
    }

    /// What the vector was created with, and what was changed since.
    private static Value hnsw(VectorConfig vector, Value changes) {
        Map<String, Value> all = new LinkedHashMap<>(vector.hnsw().fields());
        if (changes instanceof Value.Struct(Map<String, Value> fields)) {
            all.putAll(fields);
        }
        return new Value.Struct(all);
    }

    private Value.Struct block(Map<String, Value> defaults, String setting) {
        Map<String, Value> shown = new LinkedHashMap<>(defaults);
        if (settings.get(setting) instanceof Value.Struct(Map<String, Value> given)) {
            shown.putAll(given);
        }
        shown.replaceAll((_, value) -> value.equals(AUTOMATIC) ? Value.Null.NULL : value);
        return new Value.Struct(shown);
    }
}
