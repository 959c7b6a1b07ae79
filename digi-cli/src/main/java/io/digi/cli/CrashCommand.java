package io.digi.cli;

import io.digi.stack.crash.CrashLoop;
import io.digi.stack.crash.CrashOptions;
import io.digi.stack.crash.CrashReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `digi crash`: kills a server under a write load, again and again, and looks for what is missing.
@Command(
        name = "crash",
        description = {
            "Kills a server of its own under a write load, restarts it and checks that every"
                    + " acknowledged write is there, exactly.",
            "",
            "With --power-cuts the kill also takes everything that was not synced (Linux, needs"
                    + " a C compiler)."
        })
final class CrashCommand implements Callable<Integer> {
    private static final int CYCLES = 100;

    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--cycles", paramLabel = "N", description = "Kills with -9. Default: 100")
    @Nullable Integer cycles;

    @Option(names = "--power-cuts", paramLabel = "N", description = "Power cuts instead.")
    @Nullable Integer powerCuts;

    @Option(names = "--seed", paramLabel = "SEED", description = "Repeats a run's choices.")
    @Nullable Long seed;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to work; kept afterwards.")
    @Nullable Path directory;

    CrashCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = directory != null ? directory : Files.createTempDirectory("digi-crash-");
        long chosen = seed != null ? seed : ThreadLocalRandom.current().nextLong();
        boolean cuts = powerCuts != null;
        int count = powerCuts != null ? powerCuts : cycles != null ? cycles : CYCLES;
        out.printf("seed %d, %d %s in %s%n", chosen, count, cuts ? "power cuts" : "kills", folder);
        CrashOptions options =
                CrashOptions.of(serve(), folder, count, cuts, chosen)
                        .withEnvironment(environment(Files.createDirectories(folder)));
        CrashReport report = new CrashLoop(options, err::println).run();
        out.println(report.text());
        return (report.clean() ? ExitCode.CLEAN : ExitCode.DATA_DAMAGED).code();
    }

    /// RocksDB unpacks its native library at each start, and only removes it at an orderly end:
    /// here all starts use one file, in a folder that is there.
    static Map<String, String> environment(Path folder) {
        return Map.of("ROCKSDB_SHAREDLIB_DIR", folder.toAbsolutePath().toString());
    }

    /// The command that serves a directory with this program.
    static List<String> serve() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-Ddigi.memory.limit=" + (1L << 30),
                        "--enable-native-access=ALL-UNNAMED",
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
