package io.digi.model.query;

import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;
import java.util.Optional;

/// A point as it is stored; empty where the [Selection] did not ask.
public record PointRecord(PointId id, Optional<Payload> payload, Optional<NamedVectors> vectors) {}
