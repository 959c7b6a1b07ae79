package io.digi.model.config;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a collection is made of.
///
/// @param vectors by name; may be empty (points with payloads only)
/// @param hnsw how graphs are built
/// @param settings what the user asked for beyond that, in the wire's words (`shard_number`,
///   `optimizers_config`, …), kept and shown as given
/// @param metadata free data of the user
/// @param tenantField the top-level payload key that names a point's tenant, where the collection
///   keeps tenants apart
public record CollectionConfig(
        SortedMap<VectorName, VectorConfig> vectors,
        HnswConfig hnsw,
        Value.Struct settings,
        Payload metadata,
        Optional<String> tenantField) {
    private static final int TENANT_FIELD_LENGTH_MAX = 255;

    public CollectionConfig {
        vectors = Collections.unmodifiableSortedMap(new TreeMap<>(vectors));
        tenantField.ifPresent(CollectionConfig::requireTenantField);
    }

    /// A collection of one unnamed vector.
    public static CollectionConfig of(int dimension, Distance distance) {
        return of(Map.of(VectorName.DEFAULT, new VectorConfig(dimension, distance)));
    }

    public static CollectionConfig of(Map<VectorName, VectorConfig> vectors) {
        return new CollectionConfig(
                new TreeMap<>(vectors),
                HnswConfig.DEFAULT,
                Value.Struct.EMPTY,
                Payload.EMPTY,
                Optional.empty());
    }

    /// The same collection with tenants kept apart by a payload key.
    public CollectionConfig withTenantField(String field) {
        return new CollectionConfig(vectors, hnsw, settings, metadata, Optional.of(field));
    }

    /// The same collection with changed settings. Throws [Problem.UnknownVector], or what the
    /// merged settings violate.
    public CollectionConfig updatedBy(CollectionChange.UpdateSettings update) {
        return SettingsMerge.merged(this, update);
    }

    /// How the graph of one vector is built and searched: what holds for the collection, then what
    /// the vector was created with, then what was changed for it since.
    public HnswConfig hnswOf(VectorName vector) {
        VectorConfig config = vectors.get(vector);
        if (config == null) {
            throw new DigiException(new Problem.UnknownVector(vector));
        }
        Value changes =
                field(field(settings.fields().get("vectors"), vector.value()), "hnsw_config");
        return hnsw.overlaidBy(config.hnsw())
                .overlaidBy(changes instanceof Value.Struct given ? given : Value.Struct.EMPTY);
    }

    /// How the codes of one vector are made: what holds for the vector, else what holds for the
    /// collection; empty where the engine is to choose.
    public Optional<QuantizationConfig> quantizationOf(VectorName vector) {
        Value own =
                field(
                        field(settings.fields().get("vectors"), vector.value()),
                        "quantization_config");
        return QuantizationConfig.of(own)
                .or(() -> QuantizationConfig.of(field(settings, "quantization_config")));
    }

    /// When graphs are built.
    public OptimizerConfig optimizers() {
        return settings.fields().get("optimizers_config") instanceof Value.Struct given
                ? OptimizerConfig.of(given)
                : OptimizerConfig.DEFAULT;
    }

    private static Value field(@Nullable Value of, String name) {
        return of instanceof Value.Struct(Map<String, Value> fields)
                ? fields.getOrDefault(name, Value.Null.NULL)
                : Value.Null.NULL;
    }

    private static void requireTenantField(String field) {
        if (field.isEmpty() || field.length() > TENANT_FIELD_LENGTH_MAX) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "the tenant field must have from 1 to %d characters, has %d"
                                    .formatted(TENANT_FIELD_LENGTH_MAX, field.length())));
        }
    }
}
