package io.digi.server.settings;

import io.digi.wire.words.CollectionDefaults;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Where the engine keeps its data, and its limits; absent ones are the engine's choice.
///
/// @param snapshotUrls below which snapshots may be fetched
/// @param diskLowWaterBytes below this many free bytes new data is refused
/// @param reserveBytes disk space kept back so that deletes work on a full disk
/// @param newCollections what collections have where those who create them say nothing
public record StorageSettings(
        Path storagePath,
        Path snapshotsPath,
        List<URI> snapshotUrls,
        OptionalLong memoryLimitBytes,
        OptionalLong diskLowWaterBytes,
        OptionalLong reserveBytes,
        OptionalInt collectionCountMax,
        CollectionDefaults newCollections) {
    public StorageSettings {
        snapshotUrls = List.copyOf(snapshotUrls);
    }
}
