package io.digi.engine.record;

import io.digi.engine.key.TenantAndId;
import io.digi.model.payload.Payload;
import java.util.List;
import java.util.Optional;

/// A point as the family `records` holds it: everything but its vectors' elements.
///
/// @param name tenant and id
/// @param version number of the operation that last changed it
/// @param vectors in the order of their numbers
public record StoredPoint(
        TenantAndId name, long version, List<StoredVector> vectors, Payload payload) {
    public StoredPoint {
        vectors = List.copyOf(vectors);
    }

    public Optional<StoredVector> vector(int number) {
        for (StoredVector vector : vectors) {
            if (vector.vector() == number) {
                return Optional.of(vector);
            }
        }
        return Optional.empty();
    }
}
