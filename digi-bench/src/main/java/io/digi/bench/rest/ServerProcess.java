package io.digi.bench.rest;

import io.digi.bench.machine.ProcessUse;
import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server in a process of its own, on a free port of the loopback interface.
public final class ServerProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_MAX = Duration.ofMinutes(2);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();
    private static final int OUTPUT_SHOWN_MAX = 4000;

    private final Process process;
    private final int port;
    private final Path output;
    private final Duration readyAfter;
    private final Thread atExit;

    private ServerProcess(Process process, int port, Path output) throws IOException {
        this.process = process;
        this.port = port;
        this.output = output;
        this.atExit = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        this.readyAfter = awaitReady();
    }

    /// Starts a server and waits until it is ready; `output` takes what it prints. Its folder is
    /// the one that it starts in, and no settings of this process's surroundings reach it.
    public static ServerProcess start(
            List<String> command, Path directory, Path folder, Map<String, String> variables)
            throws IOException {
        int port = freePort();
        Path output = folder.resolve("server.log");
        List<String> words =
                command.stream()
                        .map(word ->
                                word.replace("{directory}", directory.toString())
                                        .replace("{port}", Integer.toString(port)))
                        .toList();
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("QDRANT__"));
        // The port after REST's, which it would take, may be somebody else's.
        builder.environment().put("QDRANT__SERVICE__GRPC_PORT", "0");
        builder.environment().putAll(variables);
        Process process = builder.start();
        boolean ready = false;
        try {
            ServerProcess server = new ServerProcess(process, port, output);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Duration awaitReady() throws IOException {
        long begin = System.nanoTime();
        while (!isReady()) {
            long elapsed = System.nanoTime() - begin;
            if (!process.isAlive() || elapsed > START_MAX.toNanos()) {
                throw new BenchException("the server did not get ready:\n" + lastOutput());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean isReady() {
        try (Connection connection = Connection.to(port)) {
            return connection.send(Request.get("/readyz")).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastOutput() throws IOException {
        String text = Files.readString(output);
        return text.substring(Math.max(0, text.length() - OUTPUT_SHOWN_MAX));
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// From the start of the process until it said that it is ready.
    public Duration readyAfter() {
        return readyAfter;
    }

    public ProcessUse use() {
        return new ProcessUse(process.pid());
    }

    /// Asks the server to stop and waits until it has.
    public Duration stop() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
            throw new BenchException("the server did not stop within " + STOP_MAX);
        }
        if (process.exitValue() != 0) {
            throw new BenchException(
                    "the server ended with code %d:%n%s"
                            .formatted(process.exitValue(), lastOutput()));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Kills the server if it still runs. The end of this process does the same.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endingAlready) {
            // Then the hook runs, and finds a process that has ended.
        }
    }
}
