package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.digi.Digi;
import io.digi.engine.verify.Progress;
import io.digi.engine.verify.Verification;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.job.Job;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.checksum.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that makes and restores snapshots is killed at any moment. The source is intact, what
/// is restored is the old or the new as a whole, and nothing is left over.
///
/// With `-Ddigi.snapshot.points=100000 -Ddigi.snapshot.dimension=384` it says how long each part
/// takes.
class SnapshotCrashIT {
    private static final int POINTS = Integer.getInteger("digi.snapshot.points", 2_000);
    private static final int DIMENSION = Integer.getInteger("digi.snapshot.dimension", 8);
    private static final CollectionName SOURCE = new CollectionName("source");
    private static final CollectionName LIVE = new CollectionName("live");
    private static final CollectionName TARGET = new CollectionName("target");
    private static final SnapshotOwner OF_SOURCE = new SnapshotOwner.Collection(SOURCE);
    private static final SnapshotOwner OF_TARGET = new SnapshotOwner.Collection(TARGET);
    private static final Path UPLOAD = Path.of("upload.snapshot");
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(512L << 20)
                    .withExtents(Math.max(8_192, POINTS * 40L), Math.max(4_096, POINTS * 4L));

    /// What is killed: each writes to the source, too, but no more than it had.
    private enum Work {
        CREATE,
        RECOVER,
        UPLOAD
    }

    @TempDir private Path directory;

    @Test
    void killedProcessLeavesTheOldOrTheNew() throws Exception {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        Random random = new Random(seed);
        String digest = prepare();
        int cycles = Integer.getInteger("digi.test.effort", 1);
        for (int cycle = 0; cycle < cycles; cycle++) {
            for (Work work : Work.values()) {
                kill(work, random);
                assertThat(
                                Verification.of(storage(directory), SETTINGS, Progress.NONE)
                                        .faultCount())
                        .as("-Ddigi.seed=%d %s", seed, work)
                        .isZero();
                check(digest, "-Ddigi.seed=%d %s".formatted(seed, work));
            }
        }
    }

    /// Fills the source, makes a first snapshot, and returns the digest of what is in it.
    private String prepare() throws IOException {
        try (VectorEngine engine = open(directory)) {
            create(engine, SOURCE);
            create(engine, LIVE);
            fill(engine, SOURCE, 1);
            fill(engine, SOURCE, 0);
            String digest = digest(engine, SOURCE);
            long started = System.nanoTime();
            SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_SOURCE);
            tell("created", started, made.sizeBytes());
            Files.copy(
                    snapshots(directory).resolve(SOURCE.value()).resolve(made.name()),
                    directory.resolve(UPLOAD));
            started = System.nanoTime();
            engine.snapshots().recover(Call.everything(), OF_TARGET, recovery(made));
            tell("recovered", started, made.sizeBytes());
            assertThat(digest(engine, TARGET)).isEqualTo(digest);
            return digest;
        }
    }

    private static void tell(String what, long started, long sizeBytes) {
        System.out.printf(
                "snapshot %s: %d points, %d bytes, %d ms%n",
                what, POINTS, sizeBytes, (System.nanoTime() - started) / 1_000_000);
    }

    /// Ends the process at a random moment of its second or third piece of work.
    private void kill(Work work, Random random) throws Exception {
        Process worker =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Ddigi.snapshot.points=" + POINTS,
                                "-Ddigi.snapshot.dimension=" + DIMENSION,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Worker.class.getName(),
                                directory.toString(),
                                work.name())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = worker.inputReader()) {
            long last = System.nanoTime();
            long took = 0;
            for (int begun = 0; begun < 3; begun++) {
                assertThat(said.readLine()).as("the worker works").isEqualTo("begun");
                took = System.nanoTime() - last;
                last = System.nanoTime();
            }
            LockSupport.parkNanos((long) (took * random.nextDouble()));
            worker.toHandle().destroyForcibly();
            worker.waitFor();
        } finally {
            worker.destroyForcibly();
        }
    }

    private void check(String digest, String what) {
        try (VectorEngine engine = open(directory)) {
            assertThat(digest(engine, SOURCE)).as(what).isEqualTo(digest);
            assertThat(digest(engine, TARGET)).as(what).isEqualTo(digest);
            List<SnapshotInfo> listed = engine.snapshots().list(Call.everything(), OF_SOURCE);
            assertThat(listed).as(what).isNotEmpty();
            SnapshotInfo last = listed.getLast();
            engine.snapshots().recover(Call.everything(), OF_TARGET, recovery(last));
            assertThat(digest(engine, TARGET)).as(what).isEqualTo(digest);
            for (SnapshotInfo old : listed.subList(1, listed.size())) {
                engine.snapshots().delete(Call.everything(), OF_SOURCE, old.name());
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(engine.status().jobs())
                                    .noneMatch(job ->
                                            job.kind() == Job.Kind.DROP
                                                    && (job.state() == Job.State.QUEUED
                                                            || job.state() == Job.State.RUNNING)));
            assertThat(leftovers()).as(what).isEmpty();
            assertThat(engine.status().troubles()).as(what).isEmpty();
        }
    }

    private List<Path> leftovers() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(".part")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recovery recovery(SnapshotInfo info) {
        return Recovery.of(new SnapshotSource.Stored(Path.of(SOURCE.value(), info.name())));
    }

    private static void create(VectorEngine engine, CollectionName name) {
        engine.collections()
                .create(Call.everything(), name, CollectionConfig.of(DIMENSION, Distance.COSINE));
    }

    private static void fill(VectorEngine engine, CollectionName name, int round) {
        for (int from = 0; from < POINTS; from += 1_000) {
            fill(engine, name, round, from, Math.min(POINTS, from + 1_000));
        }
    }

    private static void fill(
            VectorEngine engine, CollectionName name, int round, int from, int until) {
        List<Point> points = new ArrayList<>();
        for (int i = from; i < until; i++) {
            float[] elements = new float[DIMENSION];
            Random random = new Random(31L * i + round);
            for (int d = 0; d < DIMENSION; d++) {
                elements[d] = random.nextFloat() - 0.5f;
            }
            points.add(
                    new Point(
                            PointId.of(i),
                            NamedVectors.of(new DenseVector(elements).elements()),
                            Payload.of(Map.of("round", Value.of((long) round)))));
        }
        engine.write(Call.everything(), name, List.of(new PointChange.Upsert(points)));
    }

    /// Of ids, vectors and payloads of all points.
    private static String digest(VectorEngine engine, CollectionName name) {
        Sha256 sum = new Sha256();
        Optional<ScrollPosition> from = Optional.empty();
        do {
            ScrollPage page =
                    engine.read(
                            Call.everything(),
                            name,
                            new PointRead.Scroll(
                                    Filter.ALL, /* limit= */ 1_000, from, Selection.EVERYTHING));
            for (PointRecord point : page.points()) {
                String text = point.id() + " " + point.payload() + " " + point.vectors();
                sum.update(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
            from = page.next();
        } while (from.isPresent());
        return sum.hex();
    }

    private static VectorEngine open(Path directory) {
        return Digi.open(storage(directory), snapshots(directory), SETTINGS);
    }

    private static Path storage(Path directory) {
        return directory.resolve("storage");
    }

    private static Path snapshots(Path directory) {
        return directory.resolve("snapshots");
    }

    /// The process that is killed. It says when it begins a piece of work.
    static final class Worker {
        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            Work work = Work.valueOf(arguments[1]);
            VectorEngine engine = open(directory);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        for (int round = 0; ; round++) {
                            // The same again: rows move, and nothing else changes.
                            fill(engine, SOURCE, 0);
                            fill(engine, LIVE, round);
                        }
                    });
            List<SnapshotInfo> listed = engine.snapshots().list(Call.everything(), OF_SOURCE);
            for (int i = 0; i < 1_000; i++) {
                System.out.println("begun");
                System.out.flush();
                run(engine, work, directory, listed.getFirst());
            }
        }

        private static void run(VectorEngine engine, Work work, Path directory, SnapshotInfo first)
                throws IOException {
            switch (work) {
                case CREATE -> engine.snapshots().create(Call.everything(), OF_SOURCE);
                case RECOVER ->
                        engine.snapshots().recover(Call.everything(), OF_TARGET, recovery(first));
                case UPLOAD -> {
                    try (InputStream bytes = Files.newInputStream(directory.resolve(UPLOAD))) {
                        engine.snapshots()
                                .recover(
                                        Call.everything(),
                                        OF_TARGET,
                                        Recovery.of(
                                                new SnapshotSource.Received(
                                                        bytes, Optional.of("up.snapshot"))));
                    }
                }
            }
        }
    }
}
