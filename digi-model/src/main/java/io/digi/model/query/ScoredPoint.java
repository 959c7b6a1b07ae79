package io.digi.model.query;

import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;
import java.util.Optional;

/// A hit. `score` is the collection's distance as users see it (see
/// [io.digi.model.vector.Distance]); `version` is the operation number that last changed the point.
public record ScoredPoint(
        PointId id,
        long version,
        float score,
        Optional<Payload> payload,
        Optional<NamedVectors> vectors) {}
