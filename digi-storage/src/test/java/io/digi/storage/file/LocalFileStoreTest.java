package io.digi.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileStoreTest extends FileStoreContract {
    private static final Path A = Path.of("a");

    @TempDir Path directory;

    @Override
    protected FileStore open() {
        return new LocalFileStore(directory.resolve("store"), BUDGET, HOLDER);
    }

    /// Java closes a file under a thread that is interrupted while it reads.
    @Test
    void interruptedReaderIsCancelledAndOthersReadOn() {
        write(A, "abc");
        try (StoredFile file = files.open(A)) {
            Thread.currentThread().interrupt();
            assertProblem(() -> file.read(0, ByteBuffer.allocate(3)), Problem.Cancelled.class);
            assertThat(Thread.interrupted()).isTrue();
            ByteBuffer target = ByteBuffer.allocate(3);
            file.read(0, target);
            assertThat(target.array()).isEqualTo(bytes("abc"));
        }
        for (int i = 0; i < BUDGET.openFilesMax(); i++) {
            files.open(A).close();
        }
    }

    @Test
    void interruptedWriterFailsItsFile() {
        try (FileAppender appender = files.create(A)) {
            Thread.currentThread().interrupt();
            assertProblem(() -> appender.write(bytes("x")), Problem.MediumFailed.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertProblem(() -> files.append(A, 0), Problem.MediumFailed.class);
        files.delete(A);
        write(A, "new");
        files.append(A, 3).close();
    }

    @Test
    void lockFileTellsItsOwnerWhileItIsHeld() throws IOException {
        DirectoryLock lock = files.lock();
        lock.close();
        String text = Files.readString(directory.resolve("store/LOCK"));
        assertThat(LockHolder.parse(text)).contains(HOLDER);
        assertThat(text).startsWith("digi-lock\npid ").endsWith("Z\n").hasLineCount(4);
        assertThat(LockHolder.parse(text.substring(0, text.length() - 4))).isEmpty();
    }
}
