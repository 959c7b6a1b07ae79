package io.digi.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [FileStore] does, but for what a power cut leaves.
public abstract class FileStoreContract {
    protected static final FileBudget BUDGET = new FileBudget(8, 4);
    protected static final LockHolder HOLDER = LockHolder.current();
    private static final Path A = Path.of("a");
    private static final Path B = Path.of("b");
    private static final Path ROOT = Path.of("");

    protected FileStore files;

    /// A store over the directory of this test, with [#BUDGET]; always the same directory.
    protected abstract FileStore open();

    @BeforeEach
    void openStore() {
        files = open();
        files.createDirectories(ROOT);
    }

    @AfterEach
    void closeStore() {
        files.close();
    }

    @Test
    void appendedBytesAreRead() {
        try (FileAppender appender = files.create(A)) {
            appender.write(bytes("hello "));
            appender.write(MemorySegment.ofArray(bytes("world")));
            assertThat(appender.position()).isEqualTo(11);
            assertThat(appender.forcedSize()).isZero();
            appender.force();
            assertThat(appender.forcedSize()).isEqualTo(11);
        }
        assertThat(content(A)).isEqualTo("hello world");
        assertThat(files.size(A)).isEqualTo(11);
    }

    @Test
    void fileIsReadAtAnyOffsetWhileItGrows() {
        try (FileAppender appender = files.create(A)) {
            appender.write(bytes("0123456789"));
            appender.force();
            try (StoredFile file = files.open(A)) {
                appender.write(bytes("abc"));
                appender.force();
                ByteBuffer target = ByteBuffer.allocate(4);
                file.read(8, target);
                assertThat(new String(target.array(), UTF_8)).isEqualTo("89ab");
                assertThat(file.size()).isEqualTo(13);
            }
        }
    }

    @Test
    void readingPastTheEndIsDamage() {
        write(A, "abc");
        try (StoredFile file = files.open(A)) {
            assertProblem(() -> file.read(1, ByteBuffer.allocate(3)), Problem.Corrupt.class);
        }
        assertProblem(() -> files.read(A, 2), Problem.Corrupt.class);
    }

    @Test
    void createdFileMustBeNew() {
        write(A, "abc");
        assertProblem(() -> files.create(A), Problem.MediumFailed.class);
        assertThat(content(A)).isEqualTo("abc");
        try (FileAppender again = files.append(A, 3)) {
            assertThat(again.position()).isEqualTo(3);
        }
    }

    @Test
    void missingFileIsReported() {
        assertProblem(() -> files.open(A), Problem.MediumFailed.class);
        assertProblem(() -> files.map(A), Problem.MediumFailed.class);
        assertProblem(() -> files.append(A, 0), Problem.MediumFailed.class);
        assertProblem(() -> files.size(A), Problem.MediumFailed.class);
        assertProblem(() -> files.rename(A, B), Problem.MediumFailed.class);
        assertProblem(() -> files.create(Path.of("absent", "a")), Problem.MediumFailed.class);
        assertThat(files.exists(A)).isFalse();
        assertThat(files.delete(A)).isFalse();
        assertThat(files.list(Path.of("absent"))).isEmpty();
    }

    @Test
    void appendingGoesOnAtTheGivenSize() {
        write(A, "abcdef");
        try (FileAppender appender = files.append(A, 3)) {
            appender.write(bytes("X"));
            appender.force();
        }
        assertThat(content(A)).isEqualTo("abcX");
        assertProblem(() -> files.append(A, 5), Problem.Corrupt.class);
    }

    @Test
    void fileHasOneWriter() {
        try (FileAppender appender = files.create(A)) {
            appender.force();
            assertProblem(() -> files.append(A, 0), Problem.Internal.class);
            assertProblem(() -> files.map(A), Problem.Internal.class);
        }
    }

    @Test
    void closedAppenderRefuses() {
        FileAppender appender = files.create(A);
        appender.close();
        appender.close();
        assertProblem(() -> appender.write(bytes("x")), Problem.Internal.class);
        assertProblem(appender::force, Problem.Internal.class);
    }

    @Test
    void finishedFileIsMapped() {
        write(A, "abc");
        MappedFile mapped = files.map(A);
        assertThat(mapped.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("abc"));
        assertThat(mapped.segment().isReadOnly()).isTrue();
        assertProblem(() -> files.append(A, 3), Problem.Internal.class);
        mapped.close();
        mapped.close();
        assertProblem(mapped::segment, Problem.Internal.class);
        Awaitility.await().untilAsserted(() -> files.append(A, 3).close());
    }

    @Test
    void frontOfAFileIsMappedWhileTheFileGrows() {
        write(A, "abc");
        try (MappedFile front = files.mapFront(A, 2)) {
            assertThat(front.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("ab"));
            assertThat(front.segment().isReadOnly()).isTrue();
            try (FileAppender appender = files.append(A, 2)) {
                appender.write(bytes("xyz"));
                appender.force();
                files.mapFront(A, 4).close();
            }
            assertThat(front.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("ab"));
            assertThat(content(A)).isEqualTo("abxyz");
        }
    }

    @Test
    void fileIsNotCutOffBeforeWhatIsMapped() {
        write(A, "abc");
        MappedFile front = files.mapFront(A, 2);
        assertProblem(() -> files.append(A, 1), Problem.Internal.class);
        files.append(A, 2).close();
        front.close();
        Awaitility.await().untilAsserted(() -> files.append(A, 1).close());
    }

    @Test
    void fileThatIsShorterThanItsFrontIsDamaged() {
        write(A, "abc");
        assertProblem(() -> files.mapFront(A, 4), Problem.Corrupt.class);
        files.append(A, 0).close();
    }

    @Test
    void emptyFileIsMapped() {
        write(A, "");
        try (MappedFile mapped = files.map(A)) {
            assertThat(mapped.segment().byteSize()).isZero();
        }
    }

    @Test
    void deletedFileStaysReadableForThoseWhoHaveIt() {
        write(A, "abc");
        try (MappedFile mapped = files.map(A);
                StoredFile opened = files.open(A)) {
            assertThat(files.delete(A)).isTrue();
            assertThat(files.exists(A)).isFalse();
            assertThat(mapped.segment().get(ValueLayout.JAVA_BYTE, 2)).isEqualTo((byte) 'c');
            ByteBuffer target = ByteBuffer.allocate(3);
            opened.read(0, target);
            assertThat(target.array()).isEqualTo(bytes("abc"));
        }
    }

    @Test
    void budgetOfOpenFilesIsKept() {
        write(A, "abc");
        List<StoredFile> opened = new ArrayList<>();
        for (int i = 0; i < BUDGET.openFilesMax(); i++) {
            opened.add(files.open(A));
        }
        assertProblem(() -> files.open(A), Problem.Overloaded.class);
        assertProblem(() -> files.create(B), Problem.Overloaded.class);
        opened.getFirst().close();
        opened.getFirst().close();
        opened.set(0, files.open(A));
        assertProblem(() -> files.open(A), Problem.Overloaded.class);
        opened.forEach(StoredFile::close);
    }

    @Test
    void budgetOfMappingsIsKept() {
        write(A, "abc");
        List<MappedFile> mapped = new ArrayList<>();
        for (int i = 0; i < BUDGET.mappingsMax(); i++) {
            mapped.add(files.map(A));
        }
        assertProblem(() -> files.map(A), Problem.Overloaded.class);
        mapped.forEach(MappedFile::close);
        Awaitility.await().untilAsserted(() -> files.map(A).close());
    }

    @Test
    void replacedFileHasTheNewContent() {
        files.replace(A, bytes("one"));
        files.replace(A, bytes("two!"));
        assertThat(content(A)).isEqualTo("two!");
        assertThat(files.list(ROOT)).containsExactly(A);
    }

    @Test
    void leftoversAreNotListedAndRemoved() {
        write(A, "abc");
        Path part = Path.of("b" + FileStore.LEFTOVER_SUFFIX);
        write(part, "half");
        assertThat(files.list(ROOT)).containsExactly(A);
        files.replace(B, bytes("whole"));
        assertThat(content(B)).isEqualTo("whole");
        write(part, "half");
        files.deleteLeftovers(ROOT);
        assertThat(files.exists(part)).isFalse();
        assertThat(files.list(ROOT)).containsExactly(A, B);
    }

    @Test
    void renameReplacesItsTarget() {
        Path moved = Path.of("d", "moved");
        files.createDirectories(Path.of("d"));
        write(A, "new");
        write(moved, "old");
        files.rename(A, moved);
        assertThat(files.exists(A)).isFalse();
        assertThat(content(moved)).isEqualTo("new");
        assertThat(files.list(ROOT)).containsExactly(Path.of("d"));
    }

    @Test
    void directoriesAreCreatedListedAndDeleted() {
        Path inner = Path.of("d", "e");
        files.createDirectories(inner);
        files.createDirectories(inner);
        write(inner.resolve("f"), "x");
        assertThat(files.list(inner)).containsExactly(inner.resolve("f"));
        assertProblem(() -> files.deleteDirectory(inner), Problem.MediumFailed.class);
        files.delete(inner.resolve("f"));
        assertThat(files.deleteDirectory(inner)).isTrue();
        assertThat(files.deleteDirectory(inner)).isFalse();
        files.forceDirectory(Path.of("d"));
        assertProblem(() -> files.forceDirectory(inner), Problem.MediumFailed.class);
    }

    @Test
    void pathsStayInside() {
        for (Path outside :
                List.of(Path.of("..", "x"), Path.of("/x"), Path.of("a", "..", "..", "x"))) {
            assertThatThrownBy(() -> files.open(outside))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> files.create(outside))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void directoryHasOneOwner() {
        try (FileStore other = open()) {
            DirectoryLock lock = files.lock();
            assertThatThrownBy(other::lock)
                    .isInstanceOf(DigiException.class)
                    .hasMessageContaining("in use by process " + HOLDER.pid());
            assertThatThrownBy(files::lock).isInstanceOf(DigiException.class);
            lock.close();
            lock.close();
            other.lock().close();
        }
    }

    @Test
    void diskHasRoom() {
        assertThat(files.usableBytes()).isPositive();
    }

    protected final void write(Path file, String content) {
        try (FileAppender appender = files.create(file)) {
            appender.write(bytes(content));
            appender.force();
        }
    }

    protected final String content(Path file) {
        return new String(files.read(file, 1000), UTF_8);
    }

    protected static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
