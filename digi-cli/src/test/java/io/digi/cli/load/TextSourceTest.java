package io.digi.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextSourceTest {
    private static final PointRules RULES = new PointRules("content", "tenant_id", "t");

    @TempDir private Path folder;

    @Test
    void jsonLinesBecomePayloadsWithTheirTenant() throws Exception {
        List<Entry> entries =
                read(
                        "a.jsonl",
                        """
                        {"id": "x", "content": "one", "big": 9007199254740993, "d": 1.10}

                        {"content": "two", "tenant_id": "t"}
                        """);
        Entry.Text first = (Entry.Text) entries.getFirst();
        assertThat(first.id().asString()).isEqualTo("x");
        assertThat(first.text()).isEqualTo("one");
        assertThat(first.payload().toString())
                .isEqualTo(
                        "{\"content\":\"one\",\"big\":9007199254740993,\"d\":1.10,"
                                + "\"tenant_id\":\"t\"}");
        assertThat(entries.get(1).where()).endsWith("a.jsonl line 3");
        assertThat(entries).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\": 5} | must hold a text, is 5",
                "{\"content\": \" \"} | must hold a text",
                "{\"text\": \"a\"} | must hold a text, is absent",
                "{\"content\": \"a\", \"id\": 1.5} | must be a string or a whole number",
                "{\"content\": \"a\", \"tenant_id\": \"u\"} | --tenant says \"t\"",
                "[1] | must be a JSON object",
                "{\"content\": \"a\" | not valid JSON",
                "{\"content\": \"a\"} {} | not valid JSON",
                "{\"content\": \"a\", \"content\": \"b\"} | not valid JSON",
            })
    void badLineIsNamedAndTheNextOneIsRead(String line, String reason) throws Exception {
        List<Entry> entries = read("a.jsonl", line + "\n{\"content\": \"fine\"}");
        assertThat(entries.getFirst())
                .isInstanceOfSatisfying(
                        Entry.Bad.class,
                        bad -> {
                            assertThat(bad.where()).endsWith("line 1");
                            assertThat(bad.reason()).contains(reason).doesNotContain("Source");
                        });
        assertThat(entries.get(1)).isInstanceOf(Entry.Text.class);
    }

    @Test
    void bytesThatAreNotUtf8AreABadEntryInEachKindOfFile() throws Exception {
        byte[] wrong = {'"', (byte) 0xC3, '"', ',', 'x', '\n'};
        byte[] header = "content,b\n".getBytes(StandardCharsets.UTF_8);
        byte[] csv = Arrays.copyOf(header, header.length + wrong.length);
        System.arraycopy(wrong, 0, csv, header.length, wrong.length);
        for (String name : List.of("a.jsonl", "a.csv", "a.txt")) {
            Path file = folder.resolve("bad-" + name + "/" + name);
            Files.createDirectories(file.getParent());
            Files.write(file, name.endsWith("csv") ? csv : wrong);
            List<Entry> entries = read(name.endsWith("txt") ? file.getParent() : file);
            assertThat(entries).as(name).singleElement().isInstanceOf(Entry.Bad.class);
        }
    }

    @Test
    void lineThatIsTooLongIsABadEntry() throws Exception {
        List<Entry> entries = read("a.jsonl", " ".repeat(5 << 20) + "x\n{\"content\": \"fine\"}\n");
        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst()).isInstanceOf(Entry.Bad.class);
        assertThat(entries.getLast()).isInstanceOf(Entry.Text.class);
    }

    @Test
    void sameLineHasTheSameIdAndAnotherOneAnother() throws Exception {
        List<Entry> entries =
                read(
                        "a.jsonl",
                        """
                        {"content": "same"}
                        {"content": "same"}
                        {"content": "same", "page": 2}
                        """);
        assertThat(entries.stream().map(e -> ((Entry.Text) e).id()).distinct()).hasSize(2);
    }

    @Test
    void csvIsReadAsRfc4180Says() throws Exception {
        List<Entry> entries =
                read(
                        "a.csv",
                        "\uFEFFid,content,note\r\n"
                                + "1,\"a \"\"quoted\"\" word, and\r\ntwo lines\",\r\n"
                                + "\r\n"
                                + "007,plain,\"\"\n"
                                + ",last,n");
        assertThat(entries)
                .extracting(e -> ((Entry.Text) e).text())
                .containsExactly("a \"quoted\" word, and\r\ntwo lines", "plain", "last");
        Entry.Text first = (Entry.Text) entries.getFirst();
        assertThat(first.id().isIntegralNumber()).isTrue();
        assertThat(first.payload().has("note")).isFalse();
        Entry.Text second = (Entry.Text) entries.get(1);
        assertThat(second.id().asString()).isEqualTo("007");
        assertThat(second.where()).endsWith("line 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b,c | has 3 fields, the header names 2",
                "\"a\"b,c | after the closing quote",
                "a\"b,c | a quote inside a field"
            })
    void badCsvRecordIsNamedAndTheNextOneIsRead(String record, String reason) throws Exception {
        List<Entry> entries = read("a.csv", "content,note\n" + record + "\nfine,x\n");
        assertThat(entries).hasSize(2);
        assertThat(((Entry.Bad) entries.getFirst()).reason()).contains(reason);
        assertThat(((Entry.Bad) entries.getFirst()).where()).endsWith("line 2");
        assertThat(((Entry.Text) entries.getLast()).text()).isEqualTo("fine");
    }

    @Test
    void quoteThatIsNeverClosedIsABadEntry() throws Exception {
        assertThat(read("a.csv", "content\n\"open\n"))
                .singleElement()
                .isEqualTo(
                        new Entry.Bad(
                                folder.resolve("a.csv") + " line 2",
                                "has a quote that is never closed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv | title,text | no column `content`",
                "a.csv | '' | line 1 must name the columns",
                "a.csv | content,content | names a column twice",
                "a.pdf | x | must end in .jsonl"
            })
    void fileThatCannotBeReadIsRefused(String name, String text, String reason) {
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOf(DigiException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void missingFileIsRefused() {
        assertThatThrownBy(() -> TextSource.open(folder.resolve("none.csv"), RULES))
                .hasMessageContaining("there is no file or folder");
    }

    @Test
    void folderGivesItsTextsByNameWithTheirPath() throws Exception {
        Path texts = Files.createDirectories(folder.resolve("texts/sub")).getParent();
        Files.writeString(texts.resolve("b.txt"), "second");
        Files.writeString(texts.resolve("sub/C.MD"), "third\n\n" + "w ".repeat(600));
        Files.writeString(texts.resolve("a.md"), "first");
        Files.writeString(texts.resolve("x.html"), "no");
        List<Entry> entries = read(texts);
        assertThat(entries)
                .extracting(e -> ((Entry.Text) e).payload().path("path").asString())
                .containsExactly("a.md", "b.txt", "sub/C.MD", "sub/C.MD", "sub/C.MD");
        assertThat(((Entry.Text) entries.getLast()).payload().path("passage").asInt()).isEqualTo(3);
    }

    @Test
    void folderWithoutTextsIsRefused() {
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("holds none");
    }

    private List<Entry> read(String name, String text) throws IOException {
        return read(Files.writeString(folder.resolve(name), text));
    }

    /// Everything, after which all bytes must have been counted.
    private static List<Entry> read(Path path) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (TextSource source = TextSource.open(path, RULES)) {
            Optional<Entry> next = source.next();
            while (next.isPresent()) {
                entries.add(next.get());
                assertThat(source.readBytes()).isBetween(0L, source.totalBytes());
                next = source.next();
            }
        }
        return entries;
    }
}
