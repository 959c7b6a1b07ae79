package io.digi.model.change;

import io.digi.model.id.PointId;
import io.digi.model.vector.NamedVectors;

/// Vectors to replace in an existing point; its other vectors stay.
public record PointVectors(PointId id, NamedVectors vectors) {}
