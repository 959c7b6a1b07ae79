package io.digi.bench.run;

import io.digi.bench.machine.Folders;
import io.digi.bench.machine.Machine;
import io.digi.bench.report.Report;
import io.digi.bench.rest.ServerCommand;
import io.digi.bench.rest.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What all benchmarks have in common: where they report, the server they start and the folder they
/// work in, which holds `data` (the server's directory) and `server.log`. A folder that the
/// benchmark made itself is removed at the end.
public final class Bench implements AutoCloseable {
    private final Report report;
    private final ServerCommand command;
    private final long memoryLimitBytes;
    private final Path folder;
    private final boolean keep;

    private Bench(Setup setup, Path folder) {
        this.report = setup.report();
        this.command = setup.command();
        this.memoryLimitBytes = setup.memoryLimitBytes();
        this.folder = folder;
        this.keep = setup.folder().isPresent();
    }

    /// What a benchmark runs with.
    ///
    /// @param memoryLimitBytes of the server
    /// @param folder where to work and leave everything; without it a temporary one
    /// @param commit what is measured
    public record Setup(
            Report report,
            ServerCommand command,
            long memoryLimitBytes,
            Optional<Path> folder,
            String commit) {}

    public static Bench begin(Setup setup) throws IOException {
        Path folder =
                setup.folder().isPresent()
                        ? Files.createDirectories(setup.folder().get()).toAbsolutePath()
                        : Files.createTempDirectory("digi-bench-");
        Report report = setup.report();
        report.fact("machine", Machine.text());
        report.fact("load of the machine before", Machine.load());
        report.fact("commit", setup.commit());
        report.figure("memory limit", setup.memoryLimitBytes() / 1e6, "MB");
        return new Bench(setup, folder);
    }

    Report report() {
        return report;
    }

    long memoryLimitBytes() {
        return memoryLimitBytes;
    }

    Path folder() {
        return folder;
    }

    /// The server's directory.
    Path data() {
        return folder.resolve("data");
    }

    ServerProcess serve() throws IOException {
        return serve(data(), Map.of());
    }

    ServerProcess serve(Path directory, Map<String, String> variables) throws IOException {
        return ServerProcess.start(command.words(memoryLimitBytes), directory, folder, variables);
    }

    @Override
    public void close() throws IOException {
        report.fact("load of the machine after", Machine.load());
        if (!keep) {
            Folders.delete(folder);
        }
    }
}
