package io.digi.testkit.generator;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Draws what collections are made of: up to three vectors, every second one with tenants.
public final class ConfigGenerator {
    private static final List<Integer> DIMENSIONS = List.of(1, 2, 3, 4, 7, 33);

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
        CollectionConfig config = CollectionConfig.of(vectors);
        return draw.chance(50) ? config.withTenantField(Pools.TENANT_FIELD) : config;
    }
}
