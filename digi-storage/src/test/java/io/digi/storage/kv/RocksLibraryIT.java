package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that opens a store and is killed leaves no copy of RocksDB's library behind.
class RocksLibraryIT {
    @TempDir private Path directory;

    @Test
    void killedProcessLeavesNoLibrary() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));

        openAndBeKilled(temporary);

        assertThat(libraries(temporary)).isEmpty();
    }

    @Test
    void libraryIsUnpackedOnceWhereThereIsAPlaceForIt() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Path cache = directory.resolve("native");

        openAndBeKilled(temporary, "-Ddigi.native=" + cache, "-Djava.library.path=" + cache);
        List<Path> first = libraries(cache);
        Object inode = Files.getAttribute(first.getFirst(), "unix:ino");
        openAndBeKilled(temporary, "-Ddigi.native=" + cache, "-Djava.library.path=" + cache);

        assertThat(libraries(cache)).isEqualTo(first).hasSize(1);
        assertThat(Files.getAttribute(first.getFirst(), "unix:ino")).isEqualTo(inode);
        assertThat(libraries(temporary)).isEmpty();
    }

    private void openAndBeKilled(Path temporary, String... flags) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of(flags));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenStore.class.getName(),
                        directory.resolve("kv").toString()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static List<Path> libraries(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().contains("rocksdbjni"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    /// Opens a store, says so, and waits to be killed.
    static final class OpenStore {
        private OpenStore() {}

        public static void main(String[] arguments) throws IOException {
            KvMemory memory = new KvMemory(4 << 20, 1 << 20);
            List<KvFamily> families = List.of(new KvFamily("a", java.util.Set.of()));
            try (KvStore _ = RocksKv.open(KvOptions.of(Path.of(arguments[0]), families, memory))) {
                System.out.println("open");
                // Until the end of the process that started this one.
                int end = System.in.read();
                assertThat(end).isNegative();
            }
        }
    }
}
