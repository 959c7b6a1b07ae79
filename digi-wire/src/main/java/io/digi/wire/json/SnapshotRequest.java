package io.digi.wire.json;

import java.util.Optional;

/// A snapshot that is to be restored, as a request names it.
///
/// @param location a URL, or a path where one is allowed
/// @param apiKey for the server that has the snapshot
public record SnapshotRequest(String location, Optional<String> checksum, Optional<String> apiKey) {
    /// Without the key, which is a secret.
    @Override
    public String toString() {
        return "SnapshotRequest[%s]".formatted(location);
    }
}
