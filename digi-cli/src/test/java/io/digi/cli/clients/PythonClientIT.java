package io.digi.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.stack.require.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `qdrant-client` for Python: the version that the document's example is for, and the newest.
@Requires(
        value = "python3",
        pythonModules = {"venv", "ensurepip"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PythonClientIT {
    private static final Duration RUN_TIME_MAX = Duration.ofMinutes(1);
    private static final Path OLD = Installation.resource("qdrant-client-1.12.txt");
    private static final Path NEWEST = Installation.resource("qdrant-client-newest.txt");

    private Installation old;
    private Installation newest;
    private ClientServer open;
    private ClientServer locked;

    @BeforeAll
    void prepare(@TempDir Path first, @TempDir Path second) throws Exception {
        old = Installation.of("python", OLD, PythonClientIT::installEnvironment);
        newest = Installation.of("python-newest", NEWEST, this::installOver);
        open = ClientServer.withoutKey(first);
        locked = ClientServer.withKeys(second);
    }

    @AfterAll
    void stop() {
        locked.close();
        open.close();
    }

    private static void installEnvironment(Installation environment)
            throws IOException, InterruptedException {
        environment.run("python3", "-m", "venv", "--clear", ".");
        environment.run(
                environment.file("bin/python").toString(),
                "-m",
                "pip",
                "install",
                "--only-binary=:all:",
                "-r",
                OLD.toString());
    }

    /// Only the client itself: what it needs is the same as for the old one.
    private void installOver(Installation folder) throws IOException, InterruptedException {
        folder.run(
                old.file("bin/python").toString(),
                "-m",
                "pip",
                "install",
                "--no-deps",
                "--upgrade",
                "--target",
                ".",
                "-r",
                NEWEST.toString());
    }

    @ParameterizedTest
    @EnumSource(Example.class)
    void exampleOfTheDocumentFindsItsDocument(Example example) throws Exception {
        ClientServer server = example.key().isEmpty() ? open : locked;
        server.createKnowledge(example.enforced());
        ScriptRun run = run("run_example.py", server.environment(example.key()));
        Example.assertDocumentCameBack(run);
    }

    @Test
    void oldClientGetsWhatItExpectsWithoutKey() throws Exception {
        ScriptRun run = run("flow.py", open.environment(""));
        assertThat(run.lastLine()).isEqualTo("qdrant-client 1.12.2: 100 checks");
    }

    @Test
    void oldClientGetsWhatItExpectsWithKey() throws Exception {
        ScriptRun run = run("flow.py", locked.environment(ClientServer.ADMINISTRATOR_KEY));
        assertThat(run.lastLine()).isEqualTo("qdrant-client 1.12.2: 100 checks");
    }

    @Test
    void newestClientGetsWhatItExpects() throws Exception {
        ScriptRun run = runNewest(locked.environment(ClientServer.ADMINISTRATOR_KEY));
        assertThat(run.lastLine()).isEqualTo("qdrant-client 1.20.0: 98 checks");
    }

    @Test
    void newestClientGetsWhatItExpectsOverGrpc() throws Exception {
        ScriptRun run = runNewest(locked.grpcEnvironment(ClientServer.ADMINISTRATOR_KEY));
        assertThat(run.lastLine()).isEqualTo("qdrant-client 1.20.0: 98 checks");
    }

    private ScriptRun runNewest(Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PYTHONPATH", newest.file("").toString());
        return run("flow.py", all);
    }

    private ScriptRun run(String script, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("PYTHONPATH", "", "PYTHONNOUSERSITE", "1"));
        all.putAll(environment);
        return ScriptRun.of(
                List.of(
                        old.file("bin/python").toString(),
                        Installation.resource(script).toString()),
                old.file(""),
                all,
                RUN_TIME_MAX);
    }
}
