package io.digi.model.change;

import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A write of points as data: the eight operations of Qdrant's batch. Each is applied whole or not
/// at all, but for one by filter, which is applied in atomic pieces of 10,000 points in id order.
public sealed interface PointChange {
    /// Stores points, replacing those of the same id whole.
    record Upsert(List<Point> points) implements PointChange {
        public Upsert {
            points = List.copyOf(points);
        }
    }

    /// Removes points; ids that do not exist are passed over.
    record Delete(PointSelection selection) implements PointChange {}

    /// Replaces the given vectors of existing points.
    record UpdateVectors(List<PointVectors> points) implements PointChange {
        public UpdateVectors {
            points = List.copyOf(points);
        }
    }

    /// Removes the named vectors of points.
    record DeleteVectors(PointSelection selection, Set<VectorName> vectors) implements PointChange {
        public DeleteVectors {
            vectors = Set.copyOf(vectors);
        }
    }

    /// Sets the given keys, of the payload or of the object at `key`, and keeps the others.
    record SetPayload(PointSelection selection, Payload payload, Optional<JsonPath> key)
            implements PointChange {}

    /// Replaces the payload whole.
    record OverwritePayload(PointSelection selection, Payload payload) implements PointChange {}

    /// Removes what is at the paths.
    record DeletePayload(PointSelection selection, List<JsonPath> keys) implements PointChange {
        public DeletePayload {
            keys = List.copyOf(keys);
        }
    }

    /// Removes the payload whole.
    record ClearPayload(PointSelection selection) implements PointChange {}
}
