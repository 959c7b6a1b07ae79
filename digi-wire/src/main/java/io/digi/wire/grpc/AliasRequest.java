package io.digi.wire.grpc;

import io.digi.model.config.AliasChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Changes of second names.
///
/// @param timeout how long the caller waits
public record AliasRequest(List<AliasChange> changes, Optional<Duration> timeout) {
    public AliasRequest {
        changes = List.copyOf(changes);
    }
}
