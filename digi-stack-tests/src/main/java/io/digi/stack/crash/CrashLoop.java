package io.digi.stack.crash;

import io.digi.stack.crash.CrashOptions.Moments;
import io.digi.stack.crash.ServerProcess.Launch;
import io.digi.stack.powercut.Loss;
import io.digi.stack.powercut.PowerCut;
import io.digi.stack.powercut.PowerCutLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Kills a server again and again, and looks what it remembers.
///
/// A cycle starts the server, compares what it shows with the history, writes, and kills it at a
/// random moment; one in six is killed while it still starts. With power cuts the directory then
/// loses, in turn, everything that was not synced, and a random part of it. The last start is
/// followed by a look only. The run ends with the first broken promise, and leaves everything as it
/// was found.
///
/// In `folder` stand `data` (the server's directory), `server.log`, `writes-<cycle>.log` where a
/// cycle ended badly, and with power cuts `library` and `journal`.
public final class CrashLoop {
    /// The one collection of the server.
    public static final String COLLECTION = "crash";

    /// How many points searches are asked for.
    private static final List<Integer> LIMITS = List.of(1, 10, 100);

    private static final int START_KILL_IN = 6;
    private static final Duration POLL = Duration.ofMillis(10);

    private final CrashOptions options;
    private final Consumer<String> progress;
    private final WriteHistory history = new WriteHistory();
    private final AtomicLong numbers = new AtomicLong();
    private final CrashTally tally = new CrashTally();
    private final PointJson json;
    private final Random random;
    private final Path data;
    private final Path journal;
    private Optional<PowerCutLibrary> library = Optional.empty();
    private boolean created;

    /// `progress` takes a line per cycle.
    public CrashLoop(CrashOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        json = new PointJson(new VectorRecipe(options.load().dimension()));
        random = new Random(options.seed());
        Path folder = options.folder().toAbsolutePath();
        data = folder.resolve("data");
        journal = folder.resolve("journal");
    }

    /// Runs all cycles, or until a promise is broken.
    public CrashReport run() throws IOException, InterruptedException {
        prepare();
        while (tally.cycles() < options.cycles() && !tally.broken()) {
            long seed = random.nextLong();
            if (created && random.nextInt(START_KILL_IN) == 0) {
                killWhileStarting();
            } else {
                liveAndDie(seed);
            }
        }
        if (!tally.broken()) {
            look();
        }
        return tally.report(options.seed(), history.acknowledged());
    }

    private void prepare() throws IOException, InterruptedException {
        Files.createDirectories(data);
        try (Stream<Path> inside = Files.list(data)) {
            if (inside.findAny().isPresent()) {
                throw new CrashException("expected an empty folder, found files in " + data);
            }
        }
        if (options.powerCuts()) {
            library = Optional.of(PowerCutLibrary.build(options.folder().resolve("library")));
        }
    }

    private void killWhileStarting() throws IOException, InterruptedException {
        long nanos = (long) (random.nextDouble() * tally.lastRestart().toNanos());
        try (ServerProcess server = start()) {
            if (!server.survives(Duration.ofNanos(nanos))) {
                throw new CrashException("the server ended at start:\n" + server.lastOutput());
            }
        }
        tally.killedWhileStarting();
        cutPower(random.nextLong());
    }

    private void liveAndDie(long seed) throws IOException, InterruptedException {
        try (ServerProcess server = start();
                PointClient client = new PointClient(server.port(), json)) {
            awaitReady(server, client);
            if (!created) {
                client.createCollection();
                created = true;
            }
            check(client);
            if (tally.broken()) {
                return;
            }
            try (WriteLoad load = startLoad(client, seed)) {
                letLive(server);
                server.kill();
                load.stop();
            }
        }
        tally.killed();
        cutPower(seed);
    }

    /// Returns at a random moment, and not before enough was written.
    private void letLive(ServerProcess server) throws IOException, InterruptedException {
        Moments moments = options.moments();
        long enough = history.acknowledged() + moments.writesMin();
        long begin = System.nanoTime();
        boolean alive = server.survives(moment());
        while (alive && history.acknowledged() < enough) {
            if (System.nanoTime() - begin > moments.startMax().toNanos()) {
                throw new CrashException(
                        "expected %d writes within %s:%n%s"
                                .formatted(
                                        moments.writesMin(),
                                        moments.startMax(),
                                        server.lastOutput()));
            }
            alive = server.survives(POLL);
        }
        if (!alive) {
            throw new CrashException("the server ended under the load:\n" + server.lastOutput());
        }
    }

    private WriteLoad startLoad(PointClient client, long seed) throws IOException {
        Path log = options.folder().resolve("writes-" + (tally.cycles() + 1) + ".log");
        WriteLoad.Shape shape =
                new WriteLoad.Shape(options.load().clients(), options.load().idsPerClient());
        return WriteLoad.start(shape, history, client, log, numbers, seed);
    }

    private void look() throws IOException, InterruptedException {
        try (ServerProcess server = start();
                PointClient client = new PointClient(server.port(), json)) {
            awaitReady(server, client);
            check(client);
        }
    }

    private ServerProcess start() throws IOException {
        Map<String, String> environment = new HashMap<>(options.environment());
        if (library.isPresent()) {
            deleteTree(journal);
            Files.createDirectories(journal);
            environment.putAll(library.get().environment(data, journal));
        }
        Launch launch = new Launch(options.command(), environment, data);
        return ServerProcess.start(launch, options.folder().resolve("server.log"));
    }

    private void awaitReady(ServerProcess server, PointClient client)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        server.awaitReady(client, options.moments().startMax());
        tally.ready(Duration.ofNanos(System.nanoTime() - begin));
    }

    private Duration moment() {
        Moments moments = options.moments();
        long span = moments.killMax().minus(moments.killMin()).toNanos();
        return moments.killMin().plusNanos((long) (random.nextDouble() * span));
    }

    /// Compares all that the server shows with what it may show, by scroll and by id.
    private void check(PointClient client) throws IOException, InterruptedException {
        int open = history.openCount();
        Map<Long, Observed> scrolled = client.scroll();
        Map<Long, Observed> retrieved = client.retrieve(history.ids());
        List<Violation> violations = history.settle(scrolled);
        if (!scrolled.equals(retrieved) && violations.isEmpty()) {
            throw new CrashException(
                    "scroll shows %d points, retrieving them by id %d, or other content"
                            .formatted(scrolled.size(), retrieved.size()));
        }
        requireFound(client, scrolled.keySet());
        tally.settled(open, violations);
        violations.forEach(violation -> progress.accept(violation.toString()));
        if (violations.isEmpty()) {
            deleteWriteLogs();
        }
        progress.accept(
                "cycle %d of %d: %d points, %d writes acknowledged, ready after %d ms"
                        .formatted(
                                tally.cycles(),
                                options.cycles(),
                                scrolled.size(),
                                history.acknowledged(),
                                tally.lastRestart().toMillis()));
    }

    /// Searches find as many of the points as they are asked for, each once, and no others.
    private void requireFound(PointClient client, Set<Long> points)
            throws IOException, InterruptedException {
        for (int limit : LIMITS) {
            List<Long> found = client.search(random.nextInt(1_000), 1, limit);
            Set<Long> ids = new HashSet<>(found);
            if (found.size() != Math.min(limit, points.size())
                    || ids.size() != found.size()
                    || !points.containsAll(ids)) {
                throw new CrashException(
                        "a search for %d of %d points finds %d, %d of them once: %s"
                                .formatted(limit, points.size(), found.size(), ids.size(), found));
            }
        }
    }

    private void cutPower(long seed) throws IOException {
        if (library.isPresent()) {
            boolean everything = tally.cycles() % 2 == 1;
            Loss loss = everything ? new Loss.Everything() : new Loss.RandomPart(seed);
            tally.cut(PowerCut.apply(data, journal, loss));
        }
    }

    private void deleteWriteLogs() throws IOException {
        try (Stream<Path> files = Files.list(options.folder())) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).startsWith("writes-")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteTree(Path top) throws IOException {
        if (Files.notExists(top)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
