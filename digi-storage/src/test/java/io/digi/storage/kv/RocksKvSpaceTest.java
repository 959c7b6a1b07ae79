package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store takes of memory and disk, and gives back.
final class RocksKvSpaceTest {
    private static final KvFamily PLAIN = KvFamily.of("plain", KvFamily.Trait.LARGE_VALUES);
    private static final KvFamily COMPRESSED =
            KvFamily.of("compressed", KvFamily.Trait.COMPRESSED, KvFamily.Trait.POINT_LOOKUPS);
    private static final int VALUE_BYTES = 50_000;
    private static final int VALUES = 200;
    private static final KvMemory MEMORY = new KvMemory(8 << 20, 2 << 20);

    @TempDir Path base;
    private KvStore store;

    @BeforeEach
    void open() {
        store = RocksKv.open(KvOptions.of(base.resolve("kv"), List.of(PLAIN, COMPRESSED), MEMORY));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void memoryStaysNearItsLimitWhileMuchIsWrittenAndRead() {
        Random random = new Random(1);
        for (int i = 0; i < VALUES; i++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            put(PLAIN, i, value);
        }
        store.forEach(PLAIN, KvRange.all(), VALUES, (key, value) -> true);
        KvStatistics statistics = store.statistics();
        assertThat(statistics.writeBufferBytes()).isLessThan(2 * MEMORY.writeBufferBytes());
        assertThat(statistics.memoryBytes()).isBetween(1L, MEMORY.cacheBytes() * 5 / 4);
        assertThat(statistics.tableBytes()).isGreaterThan(VALUES * VALUE_BYTES / 2);
    }

    @Test
    void droppedRangeGivesItsFilesBack() {
        for (int i = 0; i < VALUES; i++) {
            put(PLAIN, i, new byte[VALUE_BYTES]);
        }
        store.flush();
        long before = store.statistics().tableBytes();
        KvRange most = KvRange.between(key(0), key(VALUES - 1));
        KvBatch batch = new KvBatch();
        batch.deleteRange(PLAIN, most);
        store.commit(batch);
        store.deleteFiles(PLAIN, most);
        store.flush();
        store.compact(PLAIN, KvRange.all());
        assertThat(store.statistics().tableBytes()).isLessThan(before / 20);
        assertThat(store.get(PLAIN, key(VALUES - 1))).isPresent();
        assertThat(store.get(PLAIN, key(0))).isEmpty();
    }

    @Test
    void compressedFamilyTakesLess() {
        for (int i = 0; i < 20; i++) {
            put(COMPRESSED, i, new byte[VALUE_BYTES]);
        }
        store.flush();
        assertThat(store.statistics().tableBytes()).isBetween(1L, 20L * VALUE_BYTES / 10);
    }

    private void put(KvFamily family, int number, byte[] value) {
        KvBatch batch = new KvBatch();
        batch.put(family, key(number), value);
        store.commit(batch);
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }
}
