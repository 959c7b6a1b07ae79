package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import java.time.Duration;
import java.util.Optional;

/// A change of a collection itself.
///
/// @param content what is to be done
/// @param timeout how long the caller waits
public record CollectionRequest<T>(
        CollectionName collection, T content, Optional<Duration> timeout) {}
