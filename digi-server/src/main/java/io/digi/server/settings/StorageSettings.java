package io.digi.server.settings;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Where the engine keeps its data, and its limits; absent ones are the engine's choice.
///
/// @param diskLowWaterBytes below this many free bytes new data is refused
/// @param reserveBytes disk space kept back so that deletes work on a full disk
public record StorageSettings(
        Path storagePath,
        Path snapshotsPath,
        OptionalLong memoryLimitBytes,
        OptionalLong diskLowWaterBytes,
        OptionalLong reserveBytes,
        OptionalInt collectionCountMax) {}
