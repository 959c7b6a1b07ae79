package io.digi.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalLockIT {
    @TempDir Path directory;

    @Test
    void anotherProcessOwnsTheDirectoryUntilItDies() throws Exception {
        Process owner = startOwner();
        try (LocalFileStore files = store(directory);
                BufferedReader said = owner.inputReader()) {
            assertThat(said.readLine()).isEqualTo("locked");
            assertThatThrownBy(files::lock)
                    .isInstanceOfSatisfying(
                            DigiException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.DirectoryInUse.class))
                    .hasMessageContaining("process " + owner.pid() + " on ");
            owner.destroyForcibly().waitFor();
            DirectoryLock lock = files.lock();
            assertThatThrownBy(files::lock).hasMessageContaining("(this one)");
            lock.close();
        } finally {
            owner.destroyForcibly();
        }
    }

    private Process startOwner() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static LocalFileStore store(Path directory) {
        return new LocalFileStore(directory, new FileBudget(9, 9), LockHolder.current());
    }

    /// The other process.
    static final class Owner {
        public static void main(String[] arguments) throws IOException {
            try (LocalFileStore files = store(Path.of(arguments[0]))) {
                files.lock();
                System.out.println("locked");
                while (System.in.read() >= 0) {
                    // Until the test ends, however it does.
                }
            }
        }
    }
}
