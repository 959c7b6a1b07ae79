package io.digi.model.change;

import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.vector.NamedVectors;

/// A point to be stored whole.
public record Point(PointId id, NamedVectors vectors, Payload payload) {}
