package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.Digi;
import io.digi.engine.key.Families;
import io.digi.engine.trial.Trials;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionStatus;
import io.digi.model.engine.Call;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.kv.KvMemory;
import io.digi.storage.kv.KvOptions;
import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.RocksKv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One flipped bit in each kind of file of a directory: it is found, named, and the rest is served.
class FlippedBitTest {
    private static final CollectionName NAME = new CollectionName("c");
    private static final int COUNT = 40;
    private static final int ROWS_OF_EXTENT = 16;
    private static final int STRIDE = 16;
    private static final int HEADER_SIZE = 4_096;
    private static final String SEALED = "extents/1/0/0.ext";
    private static final String OPEN = "extents/1/0/2.ext";
    private static final String CHECKPOINT = "derived/1/state";
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(64L << 20)
                    .withExtents(
                            /* extentBytes= */ ROWS_OF_EXTENT * STRIDE, /* drainBytes= */ STRIDE)
                    .withDisk(/* lowWaterBytes= */ 0, /* reservedBytes= */ 1_024)
                    .withCheckpoints(/* pointsMin= */ 10, /* changesMax= */ 4);

    @TempDir private static Path intact;
    @TempDir private Path copies;
    private int copy;

    /// Two sealed extents, an open one, a checkpoint, tables and a log.
    @BeforeAll
    static void fill() {
        try (VectorEngine engine = Digi.open(intact, SETTINGS)) {
            engine.collections()
                    .create(Call.everything(), NAME, CollectionConfig.of(4, Distance.DOT));
            LongStream.range(0, COUNT - 2).forEach(id -> upsert(engine, id));
            Awaitility.await()
                    .untilAsserted(() -> {
                        assertThat(intact.resolve(OPEN)).exists();
                        assertThat(intact.resolve(CHECKPOINT)).exists();
                    });
        }
        KvMemory memory = new KvMemory(SETTINGS.kvCacheBytes(), SETTINGS.kvWriteBufferBytes());
        try (KvStore kv = RocksKv.open(KvOptions.of(intact.resolve("kv"), Families.ALL, memory))) {
            kv.flush();
        }
        try (VectorEngine engine = Digi.open(intact, SETTINGS)) {
            LongStream.range(COUNT - 2, COUNT).forEach(id -> upsert(engine, id));
        }
    }

    @Test
    void damagedRowIsSetApartUntilItIsReplaced() {
        Trials.run(
                6,
                random -> {
                    String file = random.nextBoolean() ? SEALED : OPEN;
                    int rows = file.equals(SEALED) ? ROWS_OF_EXTENT : 2;
                    int row = random.nextInt(rows);
                    int at = HEADER_SIZE + row * STRIDE + random.nextInt(16);
                    long id = row + (file.equals(SEALED) ? 0 : 2 * ROWS_OF_EXTENT);
                    try (VectorEngine engine = openFlipped(file, at, random)) {
                        assertThat(found(engine, file)).isEqualTo(allBut(Set.of(id)));
                        assertThat(engine.status().troubles()).anyMatch(t -> t.contains(file));
                        assertThat(engine.status().health())
                                .isEqualTo(EngineStatus.Health.DEGRADED);
                        Awaitility.await()
                                .untilAsserted(() ->
                                        assertThat(status(engine)).isEqualTo(CollectionStatus.RED));
                        upsert(engine, id);
                        assertThat(found(engine, file)).isEqualTo(allBut(Set.of()));
                        assertThat(status(engine)).isEqualTo(CollectionStatus.GREEN);
                    }
                });
    }

    @Test
    void extentWithADamagedHeaderOrFooterIsQuarantined() {
        Trials.run(
                6,
                random -> {
                    boolean footer = random.nextBoolean();
                    int end = HEADER_SIZE + ROWS_OF_EXTENT * STRIDE;
                    int at = footer ? end + random.nextInt(20) : random.nextInt(HEADER_SIZE);
                    Set<Long> lost = new TreeSet<>();
                    LongStream.range(0, ROWS_OF_EXTENT).forEach(lost::add);
                    Path directory = flipped(SEALED, at, random);
                    for (int opening = 0; opening < 2; opening++) {
                        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
                            assertThat(found(engine, "extent")).isEqualTo(allBut(lost));
                            assertThat(engine.status().troubles())
                                    .as("opening %d", opening)
                                    .anyMatch(t -> t.contains(SEALED));
                            assertThat(status(engine)).isEqualTo(CollectionStatus.RED);
                        }
                    }
                    assertThat(directory.resolve("quarantine/1-0-0.ext")).exists();
                });
    }

    @Test
    void drainingGoesOnAfterTheOpenExtentWasQuarantined() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = openFlipped(OPEN, 9, random)) {
                        assertThat(status(engine)).isEqualTo(CollectionStatus.RED);
                        LongStream.range(0, COUNT).forEach(id -> upsert(engine, id));
                        Awaitility.await()
                                .untilAsserted(
                                        () -> assertThat(engine.status().diskBytes()).isNotEmpty());
                        assertThat(found(engine, OPEN)).isEqualTo(allBut(Set.of()));
                    }
                });
    }

    @Test
    void damagedCheckpointIsMadeAnew() {
        Trials.run(
                6,
                random -> {
                    int at = random.nextInt((int) size(CHECKPOINT));
                    try (VectorEngine engine = openFlipped(CHECKPOINT, at, random)) {
                        assertThat(found(engine, CHECKPOINT)).isEqualTo(allBut(Set.of()));
                        assertThat(engine.status().troubles())
                                .anyMatch(t -> t.contains(CHECKPOINT));
                    }
                });
    }

    @Test
    void damagedFormatIsRefusedUntouched() {
        Trials.run(
                6,
                random -> {
                    Path directory =
                            flipped("FORMAT", random.nextInt((int) size("FORMAT")), random);
                    byte[] before = read(directory.resolve("FORMAT"));
                    assertThatThrownBy(() -> Digi.open(directory, SETTINGS))
                            .isInstanceOfSatisfying(
                                    DigiException.class,
                                    e ->
                                            assertThat(e.problem())
                                                    .isInstanceOfAny(
                                                            Problem.Corrupt.class,
                                                            Problem.NewerFormat.class))
                            .hasMessageContaining(directory.toString());
                    assertThat(read(directory.resolve("FORMAT"))).isEqualTo(before);
                });
    }

    @Test
    void lockIsOnlyText() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = openFlipped("LOCK", 3, random)) {
                        assertThat(found(engine, "LOCK")).isEqualTo(allBut(Set.of()));
                    }
                });
    }

    /// Whatever of the store is damaged: it says so at once or at the first read, or serves all.
    @Test
    void damagedStoreNeverAnswersWrongly() {
        Trials.run(
                24,
                random -> {
                    List<String> files = storeFiles();
                    String file = files.get(random.nextInt(files.size()));
                    int at = random.nextInt((int) Math.max(1, size(file) / 2));
                    VectorEngine engine;
                    try {
                        engine = openFlipped(file, at, random);
                    } catch (DigiException found) {
                        assertThat(found).hasMessageContaining("kv");
                        return;
                    }
                    try (VectorEngine open = engine) {
                        Set<Long> served = found(open, "kv");
                        if (!served.equals(allBut(Set.of()))) {
                            assertThat(served).isSubsetOf(allBut(Set.of()));
                        }
                    } catch (DigiException found) {
                        assertThat(found.problem())
                                .as("%s at %d: %s", file, at, found.getMessage())
                                .isInstanceOf(Problem.Corrupt.class);
                    }
                });
    }

    /// The ids that retrieving and searching agree on; damage must name a file.
    private static Set<Long> found(VectorEngine engine, String damaged) {
        Set<Long> searched = new TreeSet<>();
        PointRead.Query all = PointRead.Query.nearest(1_000, 1, 1, 1, 1);
        for (ScoredPoint hit : engine.read(Call.everything(), NAME, all)) {
            long id = ((PointId.Num) hit.id()).value();
            float score = 0;
            for (float x : elements(id)) {
                score += x;
            }
            assertThat(hit.score()).isEqualTo(score);
            assertThat(hit.payload()).contains(payload(id));
            searched.add(id);
        }
        Set<Long> retrieved = new TreeSet<>();
        for (long id = 0; id < COUNT; id++) {
            if (isIntact(engine, id, damaged)) {
                retrieved.add(id);
            }
        }
        // The store may have lost the way from ids to points, but not the points.
        if (damaged.equals("kv")) {
            assertThat(searched).containsAll(retrieved);
        } else {
            assertThat(searched).isEqualTo(retrieved);
        }
        return searched;
    }

    private static boolean isIntact(VectorEngine engine, long id, String damaged) {
        PointRead.Retrieve one =
                new PointRead.Retrieve(List.of(PointId.of(id)), Selection.EVERYTHING);
        try {
            List<PointRecord> found = engine.read(Call.everything(), NAME, one);
            found.forEach(record -> {
                assertThat(record.vectors()).contains(NamedVectors.of(elements(id)));
                assertThat(record.payload()).contains(payload(id));
            });
            return !found.isEmpty();
        } catch (DigiException e) {
            assertThat(e.problem()).isInstanceOf(Problem.Corrupt.class);
            assertThat(e).hasMessageContaining(damaged);
            return false;
        }
    }

    private static Set<Long> allBut(Set<Long> lost) {
        Set<Long> ids = new TreeSet<>();
        LongStream.range(0, COUNT).filter(id -> !lost.contains(id)).forEach(ids::add);
        return ids;
    }

    private static CollectionStatus status(VectorEngine engine) {
        return engine.collections().describe(Call.everything(), NAME).status();
    }

    private static void upsert(VectorEngine engine, long id) {
        Point point = new Point(PointId.of(id), NamedVectors.of(elements(id)), payload(id));
        engine.write(Call.everything(), NAME, List.of(new PointChange.Upsert(List.of(point))));
    }

    private static float[] elements(long id) {
        return new float[] {id, 1, id % 3, -2};
    }

    private static Payload payload(long id) {
        return Payload.of(Map.of("n", Value.of(id)));
    }

    private VectorEngine openFlipped(String file, int at, Random random) {
        return Digi.open(flipped(file, at, random), SETTINGS);
    }

    /// A copy of the directory with one bit flipped.
    private Path flipped(String file, int at, Random random) {
        Path directory = copies.resolve(Integer.toString(++copy));
        try (Stream<Path> all = Files.walk(intact)) {
            for (Path source : all.toList()) {
                Files.copy(source, directory.resolve(intact.relativize(source)));
            }
            byte[] bytes = Files.readAllBytes(directory.resolve(file));
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(directory.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    private static List<String> storeFiles() {
        try (Stream<Path> all = Files.list(intact.resolve("kv"))) {
            List<String> names = new ArrayList<>();
            all.filter(path -> !path.getFileName().toString().startsWith("LO"))
                    .map(path -> intact.relativize(path).toString())
                    .filter(name -> size(name) > 0)
                    .sorted()
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(String file) {
        return read(intact.resolve(file)).length;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
