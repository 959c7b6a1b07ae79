package io.digi.testkit.generator;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Draws what collections are made of: up to three vectors, every second one with tenants.
public final class ConfigGenerator {
    private static final List<Integer> DIMENSIONS = List.of(1, 2, 3, 4, 7, 33, 64);

    private final Draw draw;

    public ConfigGenerator(Draw draw) {
        this.draw = draw;
    }

    public CollectionConfig config() {
        Map<VectorName, VectorConfig> vectors = new TreeMap<>();
        for (VectorName name : draw.some(60, Pools.VECTORS)) {
            vectors.put(
                    name,
                    new VectorConfig(draw.one(DIMENSIONS), draw.one(List.of(Distance.values()))));
        }
        CollectionConfig config = draw.chance(50) ? graphs(vectors) : CollectionConfig.of(vectors);
        return draw.chance(50) ? config.withTenantField(Pools.TENANT_FIELD) : config;
    }

    /// What has engines build graphs from 1 KiB on. The list of candidates is longer than
    /// collections are large, so that answers are exact nevertheless.
    private CollectionConfig graphs(Map<VectorName, VectorConfig> vectors) {
        Value threshold = new Value.Struct(Map.of("indexing_threshold", Value.of(1)));
        return new CollectionConfig(
                new TreeMap<>(vectors),
                hnsw(draw),
                new Value.Struct(Map.of("optimizers_config", threshold)),
                Payload.EMPTY,
                Optional.empty());
    }

    /// Settings of a graph that is used for every search.
    public static HnswConfig hnsw(Draw draw) {
        return new HnswConfig(
                draw.one(List.of(0, 4, 16, 32)),
                /* efConstruct= */ 1_000,
                /* fullScanThresholdKb= */ 0,
                /* maxIndexingThreads= */ 2,
                Optional.empty(),
                OptionalInt.empty());
    }

    /// Other settings of such a graph.
    public static Value.Struct hnswChange(Draw draw) {
        return new Value.Struct(Map.of("m", Value.of((long) draw.one(List.of(0, 4, 16, 32)))));
    }
}
