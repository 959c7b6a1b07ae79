package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Crc32c;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who only looks changes nothing, even where opening would recover something.
final class RocksKvReadOnlyTest {
    @TempDir Path base;

    @Test
    void batchesOfTheLogAreShownAndEveryFileStays() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 100, 5_000, 40);
        Map<String, Integer> before = contents(dead.directory());
        try (KvStore store = open(dead)) {
            assertThat(CrashedStore.keys(store)).containsExactly(0, 1, 2);
        }
        assertThat(contents(dead.directory())).isEqualTo(before);
    }

    @Test
    void tornTailIsPassedOverAndStays() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 100, 5_000, 40);
        CrashedStore.truncate(dead.log(), Files.size(dead.log()) - 5);
        Map<String, Integer> before = contents(dead.directory());
        try (KvStore store = open(dead)) {
            assertThat(CrashedStore.keys(store)).containsExactly(0, 1);
        }
        assertThat(contents(dead.directory())).isEqualTo(before);
        assertThat(RocksKv.checkLog(dead.directory())).isInstanceOf(LogVerdict.TornTail.class);
    }

    @Test
    void commitIsRefused() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 100);
        KvBatch batch = new KvBatch();
        batch.put(CrashedStore.ROWS, new byte[] {1}, new byte[] {1});
        try (KvStore store = open(dead)) {
            assertThatThrownBy(() -> store.commit(batch))
                    .isInstanceOfSatisfying(
                            DigiException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.ReadOnly.class));
        }
    }

    private static KvStore open(CrashedStore dead) {
        return RocksKv.openReadOnly(CrashedStore.options(dead.directory()));
    }

    /// Checksums of all files but RocksDB's information logs.
    private static Map<String, Integer> contents(Path directory) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith("LOG")) {
                    contents.put(name, Crc32c.of(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }
}
