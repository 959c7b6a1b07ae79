package io.digi.engine.embedded;

import io.digi.engine.key.Families;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LocalFileStore;
import io.digi.storage.file.LockHolder;
import io.digi.storage.kv.KvMemory;
import io.digi.storage.kv.KvOptions;
import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.RocksKv;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// An engine's storage in a directory of the local disk.
public final class LocalStorage {
    private static final int OPEN_FILES_MAX = 1_024;
    private static final int MAPPINGS_MAX = 16_384;
    private static final int SNAPSHOT_FILES_MAX = 64;

    private LocalStorage() {}

    public static EngineStorage in(Path directory, EngineSettings settings) {
        return in(directory, settings, RocksKv::open);
    }

    /// The same with snapshots in a directory of their own, which need not exist yet.
    public static EngineStorage in(
            Path directory, Path snapshotDirectory, EngineSettings settings) {
        EngineStorage storage = in(directory, settings);
        FileStore snapshots =
                new LocalFileStore(
                        snapshotDirectory,
                        new FileBudget(SNAPSHOT_FILES_MAX, /* mappingsMax= */ 1),
                        LockHolder.current());
        return new EngineStorage(storage.files(), storage.openKv(), Optional.of(snapshots));
    }

    /// The same for who only looks: the key-value store refuses commits and its files stay as they
    /// are.
    public static EngineStorage readOnly(Path directory, EngineSettings settings) {
        return in(directory, settings, RocksKv::openReadOnly);
    }

    private static EngineStorage in(
            Path directory, EngineSettings settings, Function<KvOptions, KvStore> open) {
        FileStore files =
                new LocalFileStore(
                        directory,
                        new FileBudget(OPEN_FILES_MAX, MAPPINGS_MAX),
                        LockHolder.current());
        KvMemory memory = new KvMemory(settings.kvCacheBytes(), settings.kvWriteBufferBytes());
        return new EngineStorage(
                files,
                () -> open.apply(KvOptions.of(files.root().resolve("kv"), Families.ALL, memory)));
    }
}
