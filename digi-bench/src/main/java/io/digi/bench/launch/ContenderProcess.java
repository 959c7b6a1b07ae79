package io.digi.bench.launch;

import io.digi.bench.curve.IndexPoint;
import io.digi.bench.report.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs a process that measures an index, and hands on each line of JSON that it prints. What else
/// it prints is of no interest; what it says on stderr goes to a file.
public final class ContenderProcess {
    private static final int LINE_LENGTH_MAX = 1 << 16;
    private static final int POINTS_MAX = 10_000;
    private static final int LOG_SHOWN_MAX = 2000;

    private final ContenderCommand command;
    private final Path log;
    private final Duration longest;

    /// @param log takes what the process says on stderr
    /// @param longest after which the process is killed
    public ContenderProcess(ContenderCommand command, Path log, Duration longest) {
        this.command = command;
        this.log = log;
        this.longest = longest;
    }

    /// Returns when the process has ended well; throws when it has not.
    public void run(Consumer<IndexPoint> points) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.words()).redirectError(log.toFile());
        builder.environment().putAll(command.variables());
        Process process = builder.start();
        Thread atExit = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread guard = Thread.ofVirtual().start(() -> killIfTooLong(process));
        try {
            process.getOutputStream().close();
            int count = forward(process, points);
            int code = process.waitFor();
            guard.join();
            if (code != 0 || count == 0) {
                throw new BenchException(
                        "%s ended with code %d after %d points:%n%s"
                                .formatted(command.name(), code, count, lastOutput()));
            }
        } finally {
            process.destroyForcibly();
            removeHook(atExit);
        }
    }

    private int forward(Process process, Consumer<IndexPoint> points) throws IOException {
        int count = 0;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            BoundedLines lines = new BoundedLines(output, LINE_LENGTH_MAX);
            for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
                if (!line.startsWith("{")) {
                    continue;
                }
                if (++count > POINTS_MAX) {
                    throw new BenchException(command.name() + " prints points without end");
                }
                points.accept(IndexPoint.parse(line.strip()));
            }
        }
        return count;
    }

    private void killIfTooLong(Process process) {
        try {
            if (!process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastOutput() throws IOException {
        String text = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        return text.substring(Math.max(0, text.length() - LOG_SHOWN_MAX)).strip();
    }

    private static void removeHook(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endingAlready) {
            // Then the hook runs, and finds a process that has ended.
        }
    }
}
