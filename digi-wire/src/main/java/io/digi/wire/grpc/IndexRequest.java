package io.digi.wire.grpc;

import io.digi.model.config.CollectionChange;
import io.digi.model.id.CollectionName;
import java.time.Duration;
import java.util.Optional;

/// A change of a collection's payload indexes.
///
/// @param waits whether the caller waits for it
/// @param timeout how long the caller waits
public record IndexRequest<C extends CollectionChange>(
        CollectionName collection, C change, boolean waits, Optional<Duration> timeout) {}
