package io.digi.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
    private static final String NAME = "library.so";

    @TempDir private Path directory;

    @Test
    void intactCopyIsUsedAgain() throws IOException {
        library("one").provideIn(folder());
        FileTime mark = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(copy(), mark);

        library("one").provideIn(folder());

        assertThat(copy()).hasContent("one");
        assertThat(Files.getLastModifiedTime(copy())).isEqualTo(mark);
    }

    @Test
    void damagedCopyIsReplaced() throws IOException {
        library("one").provideIn(folder());
        Files.writeString(copy(), "on");

        library("one").provideIn(folder());

        assertThat(copy()).hasContent("one");
    }

    @Test
    void otherVersionTakesThePlace() throws IOException {
        library("one").provideIn(folder());
        library("two").provideIn(folder());

        assertThat(copy()).hasContent("two");
    }

    @Test
    void manyMayAskAtATime() throws Exception {
        String content = "x".repeat(1 << 20);
        LibraryFile library = library(content);
        Callable<String> ask =
                () -> {
                    library.provideIn(folder());
                    return Files.readString(copy());
                };

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> many = Stream.generate(() -> ask).limit(32).toList();
            for (Future<String> answer : threads.invokeAll(many)) {
                assertThat(answer.get()).isEqualTo(content);
            }
        }
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).as("nothing unfinished stays").containsExactly(copy());
        }
    }

    private Path folder() {
        return directory.resolve("native");
    }

    private Path copy() {
        return folder().resolve(NAME);
    }

    /// Packed in a jar, as on the class path.
    private LibraryFile library(String content) throws IOException {
        Path jar = Files.createTempFile(directory, "packed", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(NAME));
            zip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        URL packed = URI.create("jar:" + jar.toUri() + "!/" + NAME).toURL();
        return new LibraryFile(packed, NAME);
    }
}
