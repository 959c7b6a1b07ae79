package io.digi.storage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Sha256;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LocalFileStore;
import io.digi.storage.file.LockHolder;
import io.digi.storage.file.StoredFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An archive gives back what was put into it; whatever is not just what the writer makes is
/// refused.
class ArchiveTest {
    private static final Path FILE = Path.of("a.snapshot");
    private static final byte[] CONTENT = "content of a file".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path directory;
    private FileStore files;

    @BeforeEach
    void open() {
        files = new LocalFileStore(directory, new FileBudget(10, 1), LockHolder.current());
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void filesComeBackInOrderWithTheirContent() {
        byte[] large = new byte[700_000];
        new Random(1).nextBytes(large);
        byte[] bytes =
                written(archive -> {
                    archive.say("kind", "test of facts");
                    archive.add("a/empty", new byte[0]);
                    archive.begin("a/large", large.length);
                    for (int from = 0; from < large.length; from += 70_000) {
                        archive.write(ByteBuffer.wrap(large, from, 70_000));
                    }
                    archive.end();
                    archive.add("b-1_2.x", CONTENT);
                });

        try (StoredFile file = files.open(FILE)) {
            ArchiveReader reader = ArchiveReader.open(file);
            assertThat(reader.facts()).containsExactly(new ArchiveFact("kind", "test of facts"));
            assertThat(reader.entries())
                    .extracting(ArchiveEntry::path)
                    .containsExactly("a/empty", "a/large", "b-1_2.x");
            assertThat(reader.content(reader.entries().get(0), 0)).isEmpty();
            assertThat(reader.content(reader.entries().get(1), 1_000_000)).isEqualTo(large);
            assertThat(reader.content(reader.find("b-1_2.x").orElseThrow(), 100))
                    .isEqualTo(CONTENT);
            assertThatThrownBy(() -> reader.content(reader.entries().get(1), 699_999))
                    .hasMessageContaining("at most 699999");
        }
        assertThat(bytes.length % TarFormat.BLOCK_SIZE).isZero();
    }

    @Test
    void writerTellsTheChecksumOfTheWholeFile() {
        String[] sum = {""};
        byte[] bytes = written(archive -> archive.add("a", CONTENT), sum);

        assertThat(sum[0]).isEqualTo(Sha256.of(bytes));
    }

    @Test
    void writerRefusesWhatNoReaderWouldTake() {
        for (String path :
                new String[] {
                    "/a",
                    "../a",
                    "a/../b",
                    "a//b",
                    ".a",
                    "a/",
                    "",
                    "A",
                    "a b",
                    "manifest",
                    "x".repeat(100)
                }) {
            assertThatThrownBy(() -> written(archive -> archive.add(path, CONTENT)))
                    .as(path)
                    .isInstanceOf(DigiException.class);
            files.delete(FILE);
        }
        assertThatThrownBy(() ->
                        written(archive -> {
                            archive.add("a", CONTENT);
                            archive.add("a", CONTENT);
                        }))
                .isInstanceOf(DigiException.class);
        files.delete(FILE);
        assertThatThrownBy(() ->
                        written(archive -> {
                            archive.begin("a", 5);
                            archive.end();
                        }))
                .hasMessageContaining("lacks 5 bytes");
    }

    @Test
    void anyChangedByteIsFound() {
        byte[] bytes =
                written(archive -> {
                    archive.say("kind", "x");
                    archive.add("a", CONTENT);
                    archive.add("b", new byte[513]);
                });
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            assertRefused(changed, "byte " + at);
        }
    }

    @Test
    void anyOtherLengthIsFound() {
        byte[] bytes = written(archive -> archive.add("a", CONTENT));
        for (int size = 0; size < bytes.length; size++) {
            assertRefused(Arrays.copyOf(bytes, size), "cut to " + size);
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "a byte more");
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1_024), "zeros more");
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertRefused(twice, "a second archive behind it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../../etc/passwd",
                "a/../../b",
                "a\\..\\b",
                "C:/x",
                "A",
                "a\u0000/../b",
                ".hidden",
                "a/./b"
            })
    void pathsThatLeadElsewhereAreRefused(String path) {
        byte[] header = TarFormat.header(path, CONTENT.length);

        assertRefused(tar(header, manifest(path, CONTENT)), path);
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '4', '5', '6', '7', 'x', 'g', 'L', 'K', 'S', 'V', '\0'})
    void whateverIsNoRegularFileIsRefused(char type) {
        byte[] header = TarFormat.header("a", CONTENT.length);
        header[156] = (byte) type;
        byte[] link = "/etc/passwd".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(link, 0, header, 157, link.length);

        assertRefused(tar(resummed(header), manifest("a", CONTENT)), "type " + type);
    }

    @Test
    void otherHeadersOfTheSameFileAreRefused() {
        for (int at : new int[] {100, 108, 116, 136, 265, 297, 329, 345, 500}) {
            byte[] header = TarFormat.header("a", CONTENT.length);
            header[at] = '7';
            assertRefused(tar(resummed(header), manifest("a", CONTENT)), "byte " + at);
        }
        byte[] prefixed = TarFormat.header("a", CONTENT.length);
        prefixed[345] = '.';
        prefixed[346] = '.';
        assertRefused(tar(resummed(prefixed), manifest("a", CONTENT)), "a prefix");
        byte[] enormous = TarFormat.header("a", TarFormat.SIZE_MAX);
        assertRefused(tar(enormous, manifest("a", CONTENT)), "more than there is");
        byte[] binary = TarFormat.header("a", CONTENT.length);
        binary[124] = (byte) 0x80;
        assertRefused(tar(resummed(binary), manifest("a", CONTENT)), "a binary size");
    }

    @Test
    void onlyWhatTheManifestNamesIsAccepted() {
        byte[] header = TarFormat.header("a", CONTENT.length);

        assertThat(tarIsAccepted(tar(header, manifest("a", CONTENT)))).isTrue();
        assertRefused(tar(header, manifest("b", CONTENT)), "another name");
        assertRefused(tar(header, new ArchiveManifest()), "no name");
        ArchiveManifest more = manifest("a", CONTENT);
        more.add(new ArchiveManifest.Listed(Sha256.of(CONTENT), CONTENT.length, "b"));
        assertRefused(tar(header, more), "one that is missing");
        ArchiveManifest otherSize = new ArchiveManifest();
        otherSize.add(new ArchiveManifest.Listed(Sha256.of(CONTENT), CONTENT.length + 1, "a"));
        assertRefused(tar(header, otherSize), "another size");
        ArchiveManifest otherSum = new ArchiveManifest();
        otherSum.add(new ArchiveManifest.Listed("0".repeat(64), CONTENT.length, "a"));
        assertRefused(tar(header, otherSum), "another checksum");
    }

    private static ArchiveManifest manifest(String path, byte[] content) {
        ArchiveManifest manifest = new ArchiveManifest();
        manifest.add(new ArchiveManifest.Listed(Sha256.of(content), content.length, path));
        return manifest;
    }

    private static byte[] tar(byte[] header, ArchiveManifest manifest) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(header);
        tar.writeBytes(padded(CONTENT));
        byte[] lines = manifest.encode();
        tar.writeBytes(TarFormat.header(ArchiveManifest.PATH, lines.length));
        tar.writeBytes(padded(lines));
        tar.writeBytes(new byte[TarFormat.END_SIZE]);
        return tar.toByteArray();
    }

    private static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, content.length + TarFormat.paddingOf(content.length));
    }

    /// With the checksum that tar wants of a header.
    private static byte[] resummed(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += Byte.toUnsignedInt(b);
        }
        byte[] text = "%06o\u0000 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 148, text.length);
        return header;
    }

    private byte[] written(Consumer<ArchiveWriter> content) {
        return written(content, new String[1]);
    }

    private byte[] written(Consumer<ArchiveWriter> content, String[] sum) {
        try (FileAppender appender = files.create(FILE)) {
            ArchiveWriter archive = new ArchiveWriter(appender);
            content.accept(archive);
            sum[0] = archive.close();
        }
        return files.read(FILE, 1 << 20);
    }

    private void assertRefused(byte[] bytes, String what) {
        assertThatThrownBy(() -> readWhole(bytes))
                .as(what)
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.BadRequest.class));
    }

    private boolean tarIsAccepted(byte[] bytes) {
        readWhole(bytes);
        return true;
    }

    private void readWhole(byte[] bytes) {
        files.replace(Path.of("b.snapshot"), bytes);
        try (StoredFile file = files.open(Path.of("b.snapshot"))) {
            ArchiveReader reader = ArchiveReader.open(file);
            reader.entries().forEach(entry -> reader.read(entry, _ -> {}));
        }
    }
}
