package io.digi.stack.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a run of crashes does.
///
/// @param command starts the server in the foreground; `{directory}`, `{port}` and `{grpcPort}` in
///   it, and in the values of `environment`, are replaced
/// @param folder a new or empty folder for the server's directory, its output and the logs
/// @param cycles how often the server is killed
/// @param powerCuts whether each kill also takes what was not synced
/// @param seed of the load and of the moments; the same seed makes the same choices
public record CrashOptions(
        List<String> command,
        Map<String, String> environment,
        Path folder,
        int cycles,
        boolean powerCuts,
        long seed,
        Load load,
        Moments moments) {

    public CrashOptions {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || cycles < 1) {
            throw new IllegalArgumentException("expected a command and at least one cycle");
        }
    }

    /// Options with the usual load and moments.
    public static CrashOptions of(
            List<String> command, Path folder, int cycles, boolean powerCuts, long seed) {
        return new CrashOptions(
                command,
                Map.of(),
                folder,
                cycles,
                powerCuts,
                seed,
                new Load(4, 500, 16),
                new Moments(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(120),
                        20));
    }

    /// The same run with these variables for the server.
    public CrashOptions withEnvironment(Map<String, String> variables) {
        return new CrashOptions(command, variables, folder, cycles, powerCuts, seed, load, moments);
    }

    /// How much is written.
    public record Load(int clients, int idsPerClient, int dimension) {
        public Load {
            if (clients < 1 || idsPerClient < 1 || dimension < 1) {
                throw new IllegalArgumentException("a load needs clients, ids and a dimension");
            }
        }
    }

    /// When the server is killed: at a random moment after it was ready, but not before it has
    /// acknowledged `writesMin` writes. For both, being ready and these writes, it has `startMax`.
    public record Moments(Duration killMin, Duration killMax, Duration startMax, int writesMin) {
        public Moments {
            if (killMin.isNegative() || killMax.compareTo(killMin) < 0) {
                throw new IllegalArgumentException(
                        "expected 0 <= killMin <= killMax, came %s and %s"
                                .formatted(killMin, killMax));
            }
        }
    }
}
