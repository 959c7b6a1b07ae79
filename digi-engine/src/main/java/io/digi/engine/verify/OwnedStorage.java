package io.digi.engine.verify;

import io.digi.engine.embedded.EngineStorage;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.DirectoryLock;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StorageFormat;
import java.nio.file.Path;

/// A storage directory that this process owns, without an engine on it.
final class OwnedStorage implements AutoCloseable {
    private final FileStore files;
    private final DirectoryLock lock;

    private OwnedStorage(FileStore files, DirectoryLock lock) {
        this.files = files;
        this.lock = lock;
    }

    /// Throws [Problem.BadRequest] if there is no storage directory, [Problem.NewerFormat] if a
    /// later version wrote it, [Problem.DirectoryInUse] if another process has it.
    static OwnedStorage of(FileStore files) {
        if (!files.exists(Path.of(""))) {
            throw new DigiException(
                    new Problem.BadRequest("there is no directory " + files.root()));
        }
        StorageFormat.requireReadable(files, EngineStorage.FORMAT);
        if (StorageFormat.version(files).isEmpty()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            files.root() + " is empty: expected a storage directory of Digi"));
        }
        return new OwnedStorage(files, files.lock());
    }

    FileStore files() {
        return files;
    }

    @Override
    public void close() {
        try {
            files.close();
        } finally {
            lock.close();
        }
    }
}
