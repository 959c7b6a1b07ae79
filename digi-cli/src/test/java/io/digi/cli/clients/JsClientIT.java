package io.digi.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.stack.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `@qdrant/js-client-rest`, on Node.
@Requires({"node", "npm"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JsClientIT {
    private static final Duration RUN_TIME_MAX = Duration.ofMinutes(1);
    private static final Path PACKAGES = Installation.resource("package.json");

    private Installation client;
    private ClientServer open;
    private ClientServer locked;

    @BeforeAll
    void prepare(@TempDir Path first, @TempDir Path second) throws Exception {
        client = Installation.of("js", PACKAGES, JsClientIT::install);
        open = ClientServer.withoutKey(first);
        locked = ClientServer.withKeys(second);
    }

    @AfterAll
    void stop() {
        locked.close();
        open.close();
    }

    /// All packages are pinned; the compiler that the client names as its peer is not needed.
    private static void install(Installation folder) throws IOException, InterruptedException {
        copy(PACKAGES, folder);
        folder.run(
                "npm",
                "install",
                "--no-package-lock",
                "--legacy-peer-deps",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund");
    }

    @ParameterizedTest
    @EnumSource(Example.class)
    void exampleOfTheDocumentFindsItsDocument(Example example) throws Exception {
        ClientServer server = example.key().isEmpty() ? open : locked;
        server.createKnowledge(example.enforced());
        ScriptRun run = run("example.mjs", server.environment(example.key()));
        Example.assertDocumentCameBack(run);
    }

    @Test
    void clientGetsWhatItExpectsWithoutKey() throws Exception {
        ScriptRun run = run("flow.mjs", open.environment(""));
        assertThat(run.lastLine()).isEqualTo("@qdrant/js-client-rest 1.18.0: 61 checks");
    }

    @Test
    void clientGetsWhatItExpectsWithKey() throws Exception {
        ScriptRun run = run("flow.mjs", locked.environment(ClientServer.ADMINISTRATOR_KEY));
        assertThat(run.lastLine()).isEqualTo("@qdrant/js-client-rest 1.18.0: 61 checks");
    }

    /// A module is looked for beside the script that imports it.
    private ScriptRun run(String script, Map<String, String> environment) throws Exception {
        copy(Installation.resource(script), client);
        return ScriptRun.of(List.of("node", script), client.file(""), environment, RUN_TIME_MAX);
    }

    private static void copy(Path file, Installation folder) throws IOException {
        Path target = folder.file(file.getFileName().toString());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
