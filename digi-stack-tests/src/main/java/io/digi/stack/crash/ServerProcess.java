package io.digi.stack.crash;

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

/// A server in a process of its own, on free ports of the loopback interface.
final class ServerProcess implements AutoCloseable {
    private static final long POLL_NANOS = 10_000_000;
    private static final int DEATH_SECONDS_MAX = 30;
    private static final int OUTPUT_SHOWN_MAX = 4000;

    private final Process process;
    private final int port;
    private final Path output;

    private ServerProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /// How to start a server. In the command and in the values of the environment `{directory}`,
    /// `{port}` and `{grpcPort}` stand for what they say.
    record Launch(List<String> command, Map<String, String> environment, Path directory) {}

    /// Starts the process; `output` takes what it prints.
    static ServerProcess start(Launch launch, Path output) throws IOException {
        int port = freePort();
        int grpcPort = freePort();
        List<String> command =
                launch.command().stream().map(word -> fill(word, launch, port, grpcPort)).toList();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // The port after REST's, which it would take, may be somebody else's.
        builder.environment().put("QDRANT__SERVICE__GRPC_PORT", Integer.toString(grpcPort));
        launch.environment()
                .forEach((name, value) ->
                        builder.environment().put(name, fill(value, launch, port, grpcPort)));
        return new ServerProcess(builder.start(), port, output);
    }

    private static String fill(String text, Launch launch, int port, int grpcPort) {
        return text.replace("{directory}", launch.directory().toString())
                .replace("{port}", Integer.toString(port))
                .replace("{grpcPort}", Integer.toString(grpcPort));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /// Waits until the server is ready.
    void awaitReady(PointClient client, Duration startMax)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!client.isReady()) {
            if (!process.isAlive()) {
                throw new CrashException(
                        "the server ended with code %d before it was ready:%n%s"
                                .formatted(process.exitValue(), lastOutput()));
            }
            if (System.nanoTime() - begin > startMax.toNanos()) {
                throw new CrashException(
                        "the server was not ready after %s:%n%s".formatted(startMax, lastOutput()));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /// Lets some time pass. False if the process ended by itself.
    boolean survives(Duration time) throws InterruptedException {
        return !process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    String lastOutput() throws IOException {
        String text = Files.readString(output);
        return text.substring(Math.max(0, text.length() - OUTPUT_SHOWN_MAX));
    }

    /// Kills the process and what it started with signal 9, and waits until all are dead.
    void kill() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(DEATH_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new CrashException("process " + process.pid() + " survived signal 9");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
