package io.digi.engine.embedded;

import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvStore;
import java.util.Optional;
import java.util.function.Supplier;

/// The medium that an engine lives on: a real directory, or a simulated one in tests.
///
/// @param files the files of the directory
/// @param openKv opens the key-value store in it, once the directory is known to be ours
/// @param snapshots where snapshots are kept; absent for the folder `snapshots` in the directory
public record EngineStorage(
        FileStore files, Supplier<KvStore> openKv, Optional<FileStore> snapshots) {
    /// The version of the directory's format that this version writes and reads.
    public static final int FORMAT = 1;

    /// With its snapshots in the directory itself.
    public EngineStorage(FileStore files, Supplier<KvStore> openKv) {
        this(files, openKv, Optional.empty());
    }
}
