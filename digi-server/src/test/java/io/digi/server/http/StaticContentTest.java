package io.digi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticContentTest {
    @TempDir private Path directory;
    private StaticContent content = new StaticContent(Optional.empty());

    @BeforeEach
    void writeFiles() throws IOException {
        Path root = Files.createDirectories(directory.resolve("static/assets")).getParent();
        Files.writeString(root.resolve("index.html"), "<h1>");
        Files.writeString(root.resolve("assets/app.js"), "run()");
        Files.writeString(root.resolve(".hidden"), "no");
        Files.writeString(directory.resolve("secret.txt"), "no");
        Files.createSymbolicLink(root.resolve("link.txt"), directory.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("up"), directory);
        content = new StaticContent(Optional.of(root));
    }

    @Test
    void filesAreServedWithTheirType() {
        Answer page = content.file(List.of(), true);
        Answer script = content.file(List.of("assets", "app.js"), false);

        assertThat(page.bodyText()).isEqualTo("<h1>");
        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(script.bodyText()).isEqualTo("run()");
        assertThat(script.contentType()).startsWith("text/javascript");
        assertThat(script.headers()).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void nothingOutsideIsServed() {
        assertThat(
                        List.of(
                                List.of("..", "secret.txt"),
                                List.of("assets", "..", "..", "secret.txt"),
                                List.of("../secret.txt"),
                                List.of("..\\secret.txt"),
                                List.of("link.txt"),
                                List.of("up", "secret.txt"),
                                List.of(".hidden"),
                                List.of("."),
                                List.of("index.html\u0000"),
                                List.of(directory.resolve("secret.txt").toString()),
                                List.of("assets"),
                                List.of("missing")))
                .allSatisfy(segments ->
                        assertThat(content.file(segments, true).status()).isEqualTo(404));
    }

    @Test
    void withoutADirectoryThereIsNothing() {
        assertThat(new StaticContent(Optional.empty()).file(List.of(), false).status())
                .isEqualTo(404);
    }
}
