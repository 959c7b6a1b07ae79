package io.digi.model.config;

import io.digi.model.config.CollectionChange.UpdateSettings;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lays changed settings over a configuration.
final class SettingsMerge {
    private static final String HNSW = "hnsw_config";
    private static final String QUANTIZATION = "quantization_config";

    private SettingsMerge() {}

    static CollectionConfig merged(CollectionConfig old, UpdateSettings update) {
        update.vectors().fields().keySet().forEach(name -> requireVector(old, name));
        return new CollectionConfig(
                old.vectors(),
                old.hnsw().overlaidBy(update.hnsw()),
                settings(old.settings().fields(), update),
                update.metadata().map(given -> metadata(old, given)).orElse(old.metadata()),
                old.tenantField());
    }

    private static Payload metadata(CollectionConfig old, Payload given) {
        Map<String, Value> all = new LinkedHashMap<>(old.metadata().fields());
        given.fields().forEach((key, value) -> putOrRemove(all, key, value));
        return Payload.of(all);
    }

    private static Value.Struct settings(Map<String, Value> old, UpdateSettings update) {
        Map<String, Value> all = new LinkedHashMap<>(old);
        update.settings()
                .fields()
                .forEach((name, value) -> {
                    boolean isWhole = name.equals(QUANTIZATION);
                    putOrRemove(all, name, isWhole ? value : merged(old.get(name), value));
                });
        if (!update.vectors().fields().isEmpty()) {
            all.put("vectors", vectors(old.get("vectors"), update.vectors()));
        }
        return new Value.Struct(all);
    }

    private static void putOrRemove(Map<String, Value> fields, String key, Value value) {
        if (value == Value.Null.NULL) {
            fields.remove(key);
        } else {
            fields.put(key, value);
        }
    }

    private static Value vectors(@Nullable Value before, Value.Struct given) {
        Map<String, Value> known = before instanceof Value.Struct(var fields) ? fields : Map.of();
        Map<String, Value> all = new LinkedHashMap<>(known);
        given.fields()
                .forEach((name, value) ->
                        all.put(name, withoutDisabled(vector(known.get(name), value))));
        return new Value.Struct(all);
    }

    /// Of `hnsw_config` what is not given stays, too.
    private static Value vector(@Nullable Value before, Value given) {
        Value all = merged(before, given);
        if (before instanceof Value.Struct(Map<String, Value> old)
                && given instanceof Value.Struct(Map<String, Value> changed)
                && all instanceof Value.Struct(Map<String, Value> fields)
                && changed.containsKey(HNSW)) {
            Map<String, Value> deeper = new LinkedHashMap<>(fields);
            deeper.put(HNSW, merged(old.get(HNSW), changed.get(HNSW)));
            return new Value.Struct(deeper);
        }
        return all;
    }

    /// As in Qdrant, to disable the quantization of a vector is to leave it to the collection.
    private static Value withoutDisabled(Value vector) {
        if (vector instanceof Value.Struct(Map<String, Value> fields)
                && fields.get(QUANTIZATION) instanceof Value.Text) {
            Map<String, Value> rest = new LinkedHashMap<>(fields);
            rest.remove(QUANTIZATION);
            return new Value.Struct(rest);
        }
        return vector;
    }

    /// One level deep: the fields of a block that are not given stay.
    private static Value merged(@Nullable Value before, Value given) {
        if (before instanceof Value.Struct(Map<String, Value> old)
                && given instanceof Value.Struct(Map<String, Value> changed)) {
            Map<String, Value> all = new LinkedHashMap<>(old);
            all.putAll(changed);
            return new Value.Struct(all);
        }
        return given;
    }

    private static void requireVector(CollectionConfig current, String name) {
        VectorName vector = new VectorName(name);
        if (!current.vectors().containsKey(vector)) {
            throw new DigiException(new Problem.UnknownVector(vector));
        }
    }
}
