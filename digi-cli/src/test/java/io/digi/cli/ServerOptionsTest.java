package io.digi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerOptionsTest {
    @TempDir private Path folder;
    private final StringWriter err = new StringWriter();

    @Test
    void askWithoutDemoSaysHowToStartOne() {
        assertThat(digi("ask", "anything")).isEqualTo(1);
        assertThat(err.toString()).contains("no demo is running", "./digi demo --keep");
    }

    @Test
    void importWithoutDemoSaysHowToStartOne() {
        assertThat(digi("import", "notes.csv", "--tenant", "a")).isEqualTo(1);
        assertThat(err.toString()).contains("no demo is running", "./digi demo --keep");
    }

    @Test
    void demoThatWasKilledIsSaidNotToAnswer() throws Exception {
        Path file = folder.resolve("digi/demo.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                {"url": "http://127.0.0.1:1", "collection": "c", "pid": 1, "api_key": "secret"}
                """);
        assertThat(digi("ask", "anything")).isEqualTo(1);
        assertThat(err.toString())
                .contains("demo.json", "does not answer", "nothing listens", "./digi demo --keep")
                .doesNotContain("secret");
    }

    @Test
    void brokenStateFileIsNamed() throws Exception {
        Path file = folder.resolve("digi/demo.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{");
        assertThat(digi("ask", "anything")).isEqualTo(1);
        assertThat(err.toString()).contains(file.toString(), "delete it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:6333", "ftp://localhost", "http://", "http://a b"})
    void addressThatIsNoneIsRefused(String url) {
        assertThat(digi("ask", "anything", "--url", url)).isEqualTo(1);
        assertThat(err.toString()).contains("--url");
    }

    private int digi(String... args) {
        return new Cli(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        new BuildInfo("1.2.3", "a".repeat(40)),
                        Map.of("XDG_STATE_HOME", folder.toString()))
                .run(args);
    }
}
