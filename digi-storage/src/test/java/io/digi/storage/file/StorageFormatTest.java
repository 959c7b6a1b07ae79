package io.digi.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StorageFormatTest {
    private static final Path FORMAT = Path.of("FORMAT");

    @TempDir Path directory;
    private FileStore files;

    @BeforeEach
    void open() {
        files = new LocalFileStore(directory, new FileBudget(9, 9), LockHolder.current());
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void emptyDirectoryIsClaimed() {
        StorageFormat.requireReadable(files, 3);
        assertThat(StorageFormat.version(files)).isEmpty();
        files.lock().close();
        assertThat(StorageFormat.claim(files, 3)).isEqualTo(3);
        assertThat(files.read(FORMAT, 100)).isEqualTo("digi-storage\n3\n".getBytes(UTF_8));
        assertThat(StorageFormat.version(files)).hasValue(3);
    }

    @Test
    void olderVersionIsKept() {
        StorageFormat.claim(files, 3);
        assertThat(StorageFormat.claim(files, 4)).isEqualTo(3);
        assertThat(StorageFormat.version(files)).hasValue(3);
    }

    @Test
    void newerVersionIsRefusedAndUntouched() throws IOException {
        StorageFormat.claim(files, 4);
        assertThatThrownBy(() -> StorageFormat.requireReadable(files, 3))
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e ->
                                assertThat(e.problem())
                                        .isEqualTo(
                                                new Problem.NewerFormat(
                                                        directory.toString(), 4, 3)));
        assertProblem(() -> StorageFormat.claim(files, 3), Problem.NewerFormat.class);
        assertThat(directory.toFile().list()).containsExactly("FORMAT");
    }

    @Test
    void foreignDirectoryIsRefused() throws IOException {
        Files.writeString(directory.resolve("thesis.doc"), "");
        assertThatThrownBy(() -> StorageFormat.requireReadable(files, 3))
                .isInstanceOf(DigiException.class)
                .hasMessageContaining("thesis.doc")
                .hasMessageContaining("no file FORMAT");
    }

    @Test
    void interruptedClaimIsRepeated() throws IOException {
        Files.writeString(directory.resolve("FORMAT.part"), "digi-st");
        assertThat(StorageFormat.claim(files, 1)).isEqualTo(1);
        assertThat(StorageFormat.version(files)).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "digi-storage\n",
                "digi-storage\nx\n",
                "other\n1\n",
                "digi-storage\n0\n"
            })
    void damagedFormatIsNamed(String text) {
        files.replace(FORMAT, text.getBytes(UTF_8));
        assertThatThrownBy(() -> StorageFormat.requireReadable(files, 3))
                .isInstanceOf(DigiException.class)
                .hasMessageContaining(directory.resolve(FORMAT).toString());
    }

    private static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }
}
