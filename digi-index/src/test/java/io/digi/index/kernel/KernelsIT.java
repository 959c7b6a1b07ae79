package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which kernels a JVM chooses when it starts with or without the vector module, and that they all
/// score alike. Sums of small integers are exact in any order.
class KernelsIT {
    @Test
    void jvmWithoutTheVectorModuleUsesPlainKernels() throws Exception {
        List<String> output = probe();
        assertThat(output.getFirst())
                .startsWith(
                        "plain kernels (the JVM started without --add-modules"
                                + " jdk.incubator.vector); ");
        assertThat(output.get(1)).isEqualTo("named module: false");
        assertThat(output).endsWith(expectedScores());
    }

    @Test
    void jvmWithTheVectorModuleScoresTheSame() throws Exception {
        List<String> output =
                probe("--add-modules", "jdk.incubator.vector", "-Ddigi.kernel=vector");
        assertThat(output.getFirst()).startsWith("vector kernels, ");
        assertThat(output).endsWith(expectedScores());
    }

    @Test
    void shorterVectorsScoreTheSame() throws Exception {
        for (String bytes : new String[] {"16", "32"}) {
            List<String> output =
                    probe(
                            "--add-modules",
                            "jdk.incubator.vector",
                            "-Ddigi.kernel=vector",
                            "-XX:MaxVectorSize=" + bytes);
            assertThat(output.getFirst())
                    .startsWith("vector kernels, " + Integer.parseInt(bytes) * 8 + " bits; ");
            assertThat(output).endsWith(expectedScores());
        }
    }

    @Test
    void namedModuleRunsWithAndWithoutTheVectorModule() throws Exception {
        assertThat(probeNamed("io.digi.index"))
                .contains("named module: true")
                .anyMatch(line -> line.startsWith("plain kernels"))
                .endsWith(expectedScores());
        assertThat(probeNamed("io.digi.index,jdk.incubator.vector", "-Ddigi.kernel=vector"))
                .contains("named module: true")
                .anyMatch(line -> line.startsWith("vector kernels"))
                .endsWith(expectedScores());
    }

    private static String[] expectedScores() {
        return new String[] {
            "DOT " + expected(Metric.DOT),
            "EUCLID " + expected(Metric.EUCLID),
            "MANHATTAN " + expected(Metric.MANHATTAN)
        };
    }

    private static List<Float> expected(Metric metric) {
        List<Float> scores = new ArrayList<>();
        for (int row = 0; row < 5; row++) {
            int sum = 0;
            for (int i = 0; i < KernelProbe.DIMENSION; i++) {
                int query = i % 5;
                int element = (i + row) % 3;
                sum +=
                        switch (metric) {
                            case DOT -> query * element;
                            case EUCLID -> -(query - element) * (query - element);
                            case MANHATTAN -> -Math.abs(query - element);
                        };
            }
            scores.add((float) sum);
        }
        return scores;
    }

    private static List<String> probe(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        String classPath = location(Kernels.class) + ":" + location(KernelProbe.class);
        command.addAll(List.of("-cp", classPath, KernelProbe.class.getName()));
        return run(command);
    }

    private static List<String> probeNamed(String modules, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(
                List.of(
                        "--module-path",
                        location(Kernels.class),
                        "--patch-module",
                        "io.digi.index=" + location(KernelProbe.class),
                        "--add-modules",
                        modules,
                        "-m",
                        "io.digi.index/" + KernelProbe.class.getName()));
        return run(command);
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    private static List<String> run(List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }
}
