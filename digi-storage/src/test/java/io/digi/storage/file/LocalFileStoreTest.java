package io.digi.storage.file;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileStoreTest extends FileStoreContract {
    @TempDir Path directory;

    @Override
    protected FileStore open() {
        return new LocalFileStore(directory.resolve("store"), BUDGET, HOLDER);
    }
}
