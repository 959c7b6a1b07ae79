package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import java.time.Duration;
import java.util.Optional;

/// A read of points.
///
/// @param timeout how long the caller waits
public record ReadRequest<R>(
        CollectionName collection, PointRead<R> read, Optional<Duration> timeout) {}
