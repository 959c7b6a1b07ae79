package io.digi.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.inference.EmbeddingProbe.Plant;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An [EmbeddingProbe] in a process of its own, led from step to step. Closing it kills it.
final class ProbeProcess implements AutoCloseable {
    @FunctionalInterface
    interface Look {
        void at(String step) throws IOException;
    }

    private final Process process;
    private final BufferedReader steps;
    private final BufferedWriter answers;

    /// Starts the probe by a wrapper's command line, empty for none. Temporary files of the process
    /// and of the embedder go to `scratch`.
    ProbeProcess(List<String> wrapper, Plant plant, Path scratch) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + scratch,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddingProbe.class.getName(),
                        plant.name(),
                        scratch.toString()));
        this.process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.steps = process.inputReader(UTF_8);
        this.answers = process.outputWriter(UTF_8);
    }

    long pid() {
        return process.pid();
    }

    /// Leads the probe to its next step and returns that step's name.
    String next() throws IOException {
        String step = steps.readLine();
        assertThat(step).as("next step of the probe").isNotNull();
        return step;
    }

    void goOn() throws IOException {
        answers.write("go on\n");
        answers.flush();
    }

    /// Looks at every step, to the orderly end of the process.
    void walk(Look look) throws Exception {
        for (String step = steps.readLine(); step != null; step = steps.readLine()) {
            look.at(step);
            goOn();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
