package io.digi.storage.kv;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The directory of a store whose process died: its files copied while it was open. A test then
/// does to them what a disk does.
final class CrashedStore {
    static final KvFamily ROWS = KvFamily.of("rows", KvFamily.Trait.LARGE_VALUES);
    static final List<KvFamily> FAMILIES = List.of(ROWS);
    private static final KvMemory MEMORY = new KvMemory(8 << 20, 2 << 20);

    private final Path directory;

    private CrashedStore(Path directory) {
        this.directory = directory;
    }

    /// A store under `base` that died after commits of the given sizes; commit `i` has key `i` and
    /// bytes `i + 1`.
    static CrashedStore after(Path base, int... commitSizes) throws IOException {
        Path alive = base.resolve("alive");
        Path dead = Files.createDirectories(base.resolve("dead"));
        try (KvStore store = RocksKv.open(options(alive))) {
            for (int i = 0; i < commitSizes.length; i++) {
                KvBatch batch = new KvBatch();
                byte[] value = new byte[commitSizes[i]];
                Arrays.fill(value, (byte) (i + 1));
                batch.put(ROWS, new byte[] {(byte) i}, value);
                store.commit(batch);
            }
            try (Stream<Path> files = Files.list(alive)) {
                for (Path file : files.toList()) {
                    Files.copy(file, dead.resolve(alive.relativize(file)));
                }
            }
        }
        return new CrashedStore(dead);
    }

    static KvOptions options(Path directory) {
        return KvOptions.of(directory, FAMILIES, MEMORY);
    }

    Path directory() {
        return directory;
    }

    KvStore open() {
        return RocksKv.open(options(directory));
    }

    /// The keys that the store shows.
    static List<Integer> keys(KvStore store) {
        List<Integer> keys = new ArrayList<>();
        store.forEach(ROWS, KvRange.all(), 1000, (key, value) -> keys.add((int) key[0]));
        return keys;
    }

    /// The write-ahead logs that are not empty, oldest first.
    List<Path> logs() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return logs().getLast();
    }

    static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(offset);
            int old = open.read();
            open.seek(offset);
            open.write(old ^ 1);
        }
    }

    static void zero(Path file, long offset, int count) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(offset);
            open.write(new byte[count]);
        }
    }

    static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }
}
