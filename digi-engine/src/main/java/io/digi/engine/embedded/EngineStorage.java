package io.digi.engine.embedded;

import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvStore;
import java.util.function.Supplier;

/// The medium that an engine lives on: a real directory, or a simulated one in tests.
///
/// @param files the files of the directory
/// @param openKv opens the key-value store in it, once the directory is known to be ours
public record EngineStorage(FileStore files, Supplier<KvStore> openKv) {
    /// The version of the directory's format that this version writes and reads.
    public static final int FORMAT = 1;
}
