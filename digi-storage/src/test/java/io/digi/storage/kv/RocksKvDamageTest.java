package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksKvDamageTest {
    @TempDir Path base;

    @Test
    void tornTailIsDroppedAndTheStoreGoesOn() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40, 40, 40);
        Path log = dead.log();
        CrashedStore.truncate(log, Files.size(log) - 3);
        try (KvStore store = dead.open()) {
            assertThat(store.writeRefusal()).isEmpty();
            assertThat(CrashedStore.keys(store)).containsExactly(0, 1);
            assertThat(log).doesNotExist();
            store.commit(put(7));
        }
        try (KvStore store = dead.open()) {
            assertThat(CrashedStore.keys(store)).containsExactly(0, 1, 7);
        }
    }

    @Test
    void tornFirstBatchLeavesAnEmptyStore() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40);
        CrashedStore.truncate(dead.log(), Files.size(dead.log()) - 3);
        try (KvStore store = dead.open()) {
            assertThat(CrashedStore.keys(store)).isEmpty();
            store.commit(put(7));
            assertThat(CrashedStore.keys(store)).containsExactly(7);
        }
    }

    @Test
    void damagedLogOpensReadOnlyNamesTheBytesAndChangesNothing() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 4000, 4000, 4000, 4000);
        Path log = dead.log();
        CrashedStore.flip(log, 9000);
        List<String> before = files(dead);
        try (KvStore store = dead.open()) {
            assertThat(store.writeRefusal().orElseThrow().message())
                    .contains(log.toString())
                    .containsPattern("damaged from byte 80\\d\\d to 120\\d\\d");
            assertThat(CrashedStore.keys(store)).containsExactly(0, 1);
            assertProblem(() -> store.commit(put(7)), Problem.ReadOnly.class);
            assertProblem(store::flush, Problem.ReadOnly.class);
            assertThat(store.statistics().memoryBytes()).isPositive();
            try (KvView view = store.snapshot()) {
                assertThat(view.get(CrashedStore.ROWS, new byte[] {0})).isPresent();
            }
        }
        assertThat(files(dead)).isEqualTo(before);
    }

    private static List<String> files(CrashedStore dead) throws IOException {
        try (Stream<Path> files = Files.list(dead.directory())) {
            return files.filter(file -> !file.getFileName().toString().startsWith("LOG"))
                    .map(file -> file.getFileName() + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void flippedBitInATableIsReportedWithItsFile() throws IOException {
        KvOptions options = CrashedStore.options(base.resolve("kv"));
        try (KvStore store = RocksKv.open(options)) {
            IntStream.range(0, 100).forEach(i -> store.commit(put(i)));
            store.flush();
        }
        Path table = onlyTable(options.directory());
        CrashedStore.flip(table, 2000);
        try (KvStore store = RocksKv.open(options)) {
            byte[] key = {0};
            assertNamed(table, () -> store.get(CrashedStore.ROWS, key));
            assertNamed(table, () -> store.multiGet(CrashedStore.ROWS, List.of(key, key)));
            assertNamed(table, () -> CrashedStore.keys(store));
            assertThat(store.get(CrashedStore.ROWS, new byte[] {99})).isPresent();
        }
    }

    @Test
    void damagedManifestIsReported() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40);
        Path manifest = only(dead.directory(), "MANIFEST-");
        CrashedStore.flip(manifest, 20);
        assertProblem(dead::open, Problem.Corrupt.class);
    }

    @Test
    void missingTableIsReported() throws IOException {
        KvOptions options = CrashedStore.options(base.resolve("kv"));
        try (KvStore store = RocksKv.open(options)) {
            store.commit(put(1));
            store.flush();
        }
        Files.delete(onlyTable(options.directory()));
        assertThatThrownBy(() -> RocksKv.open(options)).isInstanceOf(DigiException.class);
    }

    /// RocksDB would take the directory for a new one, and start empty.
    @Test
    void missingPointerToTheManifestIsReported() throws IOException {
        CrashedStore dead = CrashedStore.after(base, 40);
        Files.delete(dead.directory().resolve("CURRENT"));
        assertProblem(dead::open, Problem.Corrupt.class);
        assertThat(dead.logs()).hasSize(1);
    }

    @Test
    void closedStoreLeavesNothingInItsLog() throws IOException {
        KvOptions options = CrashedStore.options(base.resolve("kv"));
        try (KvStore store = RocksKv.open(options)) {
            store.commit(put(1));
            assertThat(store.statistics().logBytes()).isPositive();
        }
        try (Stream<Path> files = Files.list(options.directory())) {
            assertThat(files.filter(file -> file.toString().endsWith(".log")))
                    .allMatch(file -> file.toFile().length() == 0);
        }
    }

    private static KvBatch put(int key) {
        KvBatch batch = new KvBatch();
        batch.put(CrashedStore.ROWS, new byte[] {(byte) key}, new byte[1000]);
        return batch;
    }

    private static Path onlyTable(Path directory) throws IOException {
        return only(directory, ".sst");
    }

    private static Path only(Path directory, String part) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found =
                    files.filter(file -> file.getFileName().toString().contains(part)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    private static void assertNamed(Path file, Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e ->
                                assertThat(e.problem())
                                        .isInstanceOfSatisfying(
                                                Problem.Corrupt.class,
                                                it ->
                                                        assertThat(it.file())
                                                                .isEqualTo(file.toString())));
    }

    private static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }
}
