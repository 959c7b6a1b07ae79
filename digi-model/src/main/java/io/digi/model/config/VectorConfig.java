package io.digi.model.config;

import io.digi.model.error.Violations;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.Optional;

/// One named vector of a collection, of float32.
///
/// @param dimension 1 to 65,536
/// @param hnsw the user's settings for this vector, as given; applied where they say something
/// @param onDisk kept for the description of the collection; vectors are always mapped
public record VectorConfig(
        int dimension, Distance distance, Value.Struct hnsw, Optional<Boolean> onDisk) {
    private static final int DIMENSION_MAX = 65_536;

    public VectorConfig {
        new Violations().between("size", dimension, 1, DIMENSION_MAX).throwIfAny();
    }

    public VectorConfig(int dimension, Distance distance) {
        this(dimension, distance, Value.Struct.EMPTY, Optional.empty());
    }
}
