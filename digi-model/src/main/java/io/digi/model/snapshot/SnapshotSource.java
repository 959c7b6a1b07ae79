package io.digi.model.snapshot;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Where a snapshot comes from that is to be restored.
public sealed interface SnapshotSource {
    /// A file in the folder of snapshots.
    ///
    /// @param file absolute, or relative to that folder; elsewhere is refused
    record Stored(Path file) implements SnapshotSource {}

    /// Bytes that arrive from elsewhere. They are read once, and not closed.
    ///
    /// @param keepAs under which name the snapshot is kept beside the others once it has been
    ///   restored; absent if it is not to be kept
    record Received(InputStream bytes, Optional<String> keepAs) implements SnapshotSource {}
}
