package io.digi.wire.words;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a `PATCH` asks to change of a collection. What is absent stays, within blocks too, so the
/// changes depend on the configuration that they are laid over.
///
/// @param hnsw fields of `hnsw_config`
/// @param vectors settings by the vector's name
/// @param settings other settings by their names in [CollectionConfig#settings]; null removes one
/// @param metadata merged key by key, null removes one
public record CollectionUpdate(
        Value.Struct hnsw,
        Value.Struct vectors,
        Value.Struct settings,
        Optional<Payload> metadata) {
    private static final String HNSW = "hnsw_config";

    /// The changes to a collection that is as `current` says. Throws [Problem.UnknownVector].
    public List<CollectionChange> over(CollectionConfig current) {
        List<CollectionChange> changes = new ArrayList<>();
        metadata.flatMap(TenantDeclaration::field)
                .filter(field -> !current.tenantField().equals(Optional.of(field)))
                .map(CollectionChange.DeclareTenantField::new)
                .ifPresent(changes::add);
        Map<String, Value> merged = mergedSettings(current);
        if (!hnsw.fields().isEmpty() || !merged.isEmpty() || metadata.isPresent()) {
            Optional<HnswConfig> graph =
                    hnsw.fields().isEmpty()
                            ? Optional.empty()
                            : Optional.of(current.hnsw().overlaidBy(hnsw));
            changes.add(
                    new CollectionChange.UpdateSettings(graph, new Value.Struct(merged), metadata));
        }
        return changes;
    }

    private Map<String, Value> mergedSettings(CollectionConfig current) {
        Map<String, Value> before = current.settings().fields();
        Map<String, Value> merged = new LinkedHashMap<>();
        settings.fields()
                .forEach((name, value) ->
                        merged.put(
                                name,
                                name.equals("quantization_config")
                                        ? value
                                        : merged(before.get(name), value)));
        if (!vectors.fields().isEmpty()) {
            vectors.fields().keySet().forEach(name -> requireVector(current, name));
            merged.put("vectors", mergedVectors(before.get("vectors")));
        }
        return merged;
    }

    private Value mergedVectors(@Nullable Value before) {
        Map<String, Value> known = before instanceof Value.Struct(var fields) ? fields : Map.of();
        Map<String, Value> all = new LinkedHashMap<>(known);
        vectors.fields()
                .forEach((name, value) ->
                        all.put(name, withoutDisabled(mergedVector(known.get(name), value))));
        return new Value.Struct(all);
    }

    /// Of `hnsw_config` what is not given stays, too.
    private static Value mergedVector(@Nullable Value before, Value given) {
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
                && fields.get("quantization_config") instanceof Value.Text) {
            Map<String, Value> rest = new LinkedHashMap<>(fields);
            rest.remove("quantization_config");
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
