package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.model.id.CollectionName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A write of points.
///
/// @param waits whether the caller waits for it, which changes the word in the answer only
/// @param timeout how long the caller waits
public record WriteRequest(
        CollectionName collection,
        List<PointChange> changes,
        boolean waits,
        Optional<Duration> timeout) {
    public WriteRequest {
        changes = List.copyOf(changes);
    }

    /// The change of a request that has just one.
    PointChange only() {
        return changes.getFirst();
    }
}
