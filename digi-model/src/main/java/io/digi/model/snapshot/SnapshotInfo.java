package io.digi.model.snapshot;

import java.time.Instant;
import java.util.Optional;

/// A snapshot that is there.
///
/// @param name of its file, unique within its owner
/// @param created when, to the second; absent for a file that somebody put there
/// @param checksum SHA-256 of the whole file in hexadecimal; absent for a file that somebody put
///   there
public record SnapshotInfo(
        String name, Optional<Instant> created, long sizeBytes, Optional<String> checksum) {}
