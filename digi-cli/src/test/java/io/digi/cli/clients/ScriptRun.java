package io.digi.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a program printed that ended well.
record ScriptRun(String out, String err) {
    /// Runs a program to its end, which comes within `timeMax` and with exit code 0.
    static ScriptRun of(
            List<String> command, Path folder, Map<String, String> environment, Duration timeMax)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("script", ".out");
        Path err = Files.createTempFile("script", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            int code = exitCode(builder, timeMax);
            ScriptRun run = new ScriptRun(Files.readString(out), Files.readString(err));
            assertThat(code).as("%s:%n%s%s", command, run.out(), run.err()).isZero();
            return run;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static int exitCode(ProcessBuilder builder, Duration timeMax)
            throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(ended).as("%s ends within %s", builder.command(), timeMax).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    String lastLine() {
        return out.lines().toList().getLast();
    }
}
