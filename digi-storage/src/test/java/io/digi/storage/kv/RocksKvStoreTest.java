package io.digi.storage.kv;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RocksKvStoreTest extends KvStoreContract {
    @TempDir Path directory;

    @Override
    protected KvStore open() {
        return RocksKv.open(
                KvOptions.of(directory.resolve("kv"), FAMILIES, new KvMemory(8 << 20, 2 << 20)));
    }
}
