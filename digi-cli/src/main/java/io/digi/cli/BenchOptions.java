package io.digi.cli;

import io.digi.bench.report.Report;
import io.digi.bench.run.Bench;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every benchmark takes.
final class BenchOptions {
    private static final int HEAP_PERCENT = 40;
    private static final List<String> LAUNCHER_FLAGS =
            List.of(
                    "-XX:",
                    "-Xms",
                    "-Xshare",
                    "-Xlog",
                    "-Djava.library.path=",
                    "--enable-native-access=",
                    "--sun-misc-unsafe-memory-access=",
                    "--add-modules=");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to work; kept afterwards. Default: a temporary one")
    @Nullable Path directory;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Figures as lines of JSON; - for the standard output.")
    @Nullable String json;

    BenchOptions() {}

    /// The table goes to `out`, unless JSON takes its place there.
    BenchOutput output(String bench, PrintWriter out, PrintWriter err) throws IOException {
        if (json == null) {
            return new BenchOutput(new Report(bench, out), Optional.empty());
        }
        if (json.equals("-")) {
            return new BenchOutput(new Report(bench, err, out), Optional.empty());
        }
        PrintWriter file = new PrintWriter(json, StandardCharsets.UTF_8);
        return new BenchOutput(new Report(bench, out, file), Optional.of(file));
    }

    Bench.Setup setup(Report report, String commit) {
        long limit = Long.getLong("digi.memory.limit", 2 * Runtime.getRuntime().maxMemory());
        return new Bench.Setup(
                report, BenchOptions::serve, limit, Optional.ofNullable(directory), commit);
    }

    /// The command that serves a directory with this program, as the launcher starts it: with the
    /// flags that it gave this JVM, but for the limit.
    private static List<String> serve(long memoryLimitBytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> LAUNCHER_FLAGS.stream().anyMatch(flag::startsWith))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-Xmx" + memoryLimitBytes / 100 * HEAP_PERCENT / 1024 + "k",
                        "-Ddigi.memory.limit=" + memoryLimitBytes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--storage",
                        "{directory}",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "{port}"));
        return command;
    }
}
