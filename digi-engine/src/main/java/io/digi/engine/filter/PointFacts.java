package io.digi.engine.filter;

import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;

/// What a filter may ask of a point.
public interface PointFacts {
    PointId id();

    /// Asked at most once per evaluation, and only if a condition needs it: reading may be dear.
    Payload payload();

    boolean hasVector(VectorName vector);
}
