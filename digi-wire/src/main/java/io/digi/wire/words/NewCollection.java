package io.digi.wire.words;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the one who creates a collection says about it, before defaults fill the gaps.
///
/// @param vectors by name
/// @param vectorSettings what was said of vectors beyond that, by the vector's name
/// @param hnsw fields of `hnsw_config`
/// @param settings all other settings, by their names in [CollectionConfig#settings]
public record NewCollection(
        SortedMap<VectorName, VectorConfig> vectors,
        Map<String, Value> vectorSettings,
        Value.Struct hnsw,
        Map<String, Value> settings,
        Payload metadata) {
    public NewCollection {
        vectors = Collections.unmodifiableSortedMap(new TreeMap<>(vectors));
        vectorSettings = Map.copyOf(vectorSettings);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /// The collection that comes of it. Throws [Problem.Invalid].
    public CollectionConfig over(CollectionDefaults defaults) {
        Map<String, Value> all = new LinkedHashMap<>(settings);
        Value.Struct given =
                settings.get("optimizers_config") instanceof Value.Struct own
                        ? own
                        : Value.Struct.EMPTY;
        Value.Struct optimizers = CollectionDefaults.overlaid(defaults.optimizers(), given);
        if (!optimizers.fields().isEmpty()) {
            all.put("optimizers_config", optimizers);
        }
        if (!defaults.quantization().fields().isEmpty()) {
            all.putIfAbsent("quantization_config", defaults.quantization());
        }
        if (!vectorSettings.isEmpty()) {
            all.put("vectors", new Value.Struct(vectorSettings));
        }
        return new CollectionConfig(
                vectors,
                graph(CollectionDefaults.overlaid(defaults.hnsw(), hnsw)),
                new Value.Struct(all),
                metadata,
                TenantDeclaration.field(metadata));
    }

    private static HnswConfig graph(Value.Struct given) {
        try {
            return HnswConfig.DEFAULT.overlaidBy(given);
        } catch (DigiException refused) {
            if (refused.problem() instanceof Problem.Invalid(List<Violation> found)) {
                throw new DigiException(
                        new Problem.Invalid(
                                found.stream().map(v -> v.within("hnsw_config")).toList()));
            }
            throw refused;
        }
    }
}
