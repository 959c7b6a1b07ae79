package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.generation.GenerationFiles;
import io.digi.engine.trial.Trials;
import io.digi.engine.verify.Verification;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large tenants have graphs of their own, small ones share one.
class TenantGraphsTest {
    private static final String FIELD = "tenant_id";
    private static final String LARGE = "large";
    private static final int LARGE_POINTS = 900;
    private static final int SMALL_POINTS = 60;
    private static final int SMALL_TENANTS = 5;
    private static final int EF = 64;
    private static final double RECALL_MIN = 0.95;

    @TempDir private Path directory;

    @Test
    void largeTenantHasAGraphOfItsOwnAsLongAsItIsLarge() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = filled(engine, random, Graphs.hnsw(16, 64));
                        assertThat(graphFiles()).hasSize(2);
                        requireRecall(graphs, random);
                    }
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        assertThat(graphs.settled().indexedVectorCount())
                                .isGreaterThan(LARGE_POINTS);
                        requireRecall(graphs, random);
                        shrink(engine);
                        engine.write(
                                Call.everything(),
                                Graphs.NAME,
                                List.of(new PointChange.Upsert(points(random, "late", 400))));
                        graphs.settled();
                        assertThat(graphFiles()).hasSize(2);
                        assertThat(graphFiles()).noneMatch(path -> path.equals(file(LARGE)));
                        requireRecall(graphs, random);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    @Test
    void withoutAGlobalGraphSmallTenantsAreFoundByTheirCodes() {
        HnswConfig plain = Graphs.hnsw(0, 64);
        HnswConfig byTenant =
                new HnswConfig(
                        0,
                        plain.efConstruct(),
                        /* fullScanThresholdKb= */ 0,
                        /* maxIndexingThreads= */ 2,
                        plain.onDisk(),
                        /* payloadM= */ OptionalInt.of(16));
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = filled(engine, random, byTenant);
                        assertThat(graphFiles()).containsExactly(file(LARGE));
                        assertThat(graphs.info().indexedVectorCount())
                                .isBetween(LARGE_POINTS - 100L, (long) LARGE_POINTS);
                        requireRecall(graphs, random);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    /// The common graph that was saved last still has the points of a tenant that has its own by
    /// now.
    @Test
    void ownGraphSurvivesRestartsBesideAnOlderCommonOne() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = filled(engine, random, Graphs.hnsw(16, 64));
                        graphs.upsert(points(random, "growing", 390));
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .until(() ->
                                        graphs.info().indexedVectorCount()
                                                == graphs.info().pointCount());
                        graphs.settled();
                    }
                    byte[] olderCommon = read(common());
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.upsert(points(random, "growing", 450).subList(390, 450));
                        graphs.settled();
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .until(() -> graphFiles().size() == 3);
                    }
                    write(common(), olderCommon);
                    List<FileTime> written = List.of(written(LARGE), written("growing"));
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.settled();
                        requireRecall(graphs, random);
                        assertThat(List.of(written(LARGE), written("growing")))
                                .as("graphs that were not built again")
                                .isEqualTo(written);
                        assertThat(graphFiles()).hasSize(3);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    @Test
    void tenantsAreFoundOnceTheirIndexIsThere() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.create(Graphs.hnsw(16, 64), Distance.EUCLID);
                        List<Point> points = points(random, LARGE, LARGE_POINTS);
                        graphs.upsert(points);
                        graphs.settled();
                        assertThat(graphFiles()).hasSize(1);
                        engine.collections()
                                .alter(
                                        Call.everything(),
                                        Graphs.NAME,
                                        new CollectionChange.CreatePayloadIndex(
                                                JsonPath.ofKey(FIELD),
                                                new PayloadIndexConfig.Keyword(
                                                        /* isTenant= */ true,
                                                        /* onDisk= */ false)));
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .until(() -> Files.exists(file(LARGE)));
                        graphs.settled();
                        assertThat(graphs.recall(random, Filter.ALL, EF)).isGreaterThan(RECALL_MIN);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    @Test
    void verifyLooksAtEachGraph() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        filled(engine, random, Graphs.hnsw(16, 64));
                    }
                    assertThat(Verification.of(directory, Graphs.SETTINGS, (_, _) -> {}).isClean())
                            .isTrue();
                    flipBit(file(LARGE));
                    assertThat(Verification.of(directory, Graphs.SETTINGS, (_, _) -> {}).findings())
                            .isNotEmpty();
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.settled();
                        requireRecall(graphs, random);
                        assertThat(graphFiles()).hasSize(2);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    private VectorEngine open() {
        return Digi.open(directory, Graphs.SETTINGS);
    }

    private static Graphs filled(VectorEngine engine, Random random, HnswConfig hnsw) {
        CollectionConfig config = Graphs.config(hnsw, Distance.EUCLID).withTenantField(FIELD);
        engine.collections().create(Call.everything(), Graphs.NAME, config);
        Graphs graphs = new Graphs(engine);
        for (int tenant = 0; tenant < SMALL_TENANTS; tenant++) {
            graphs.upsert(points(random, "small-" + tenant, SMALL_POINTS));
        }
        graphs.upsert(points(random, LARGE, LARGE_POINTS));
        graphs.settled();
        return graphs;
    }

    private static List<Point> points(Random random, String tenant, int count) {
        List<Point> points = new ArrayList<>();
        for (long id = 0; id < count; id++) {
            points.add(
                    new Point(
                            PointId.of(id),
                            NamedVectors.of(Graphs.vector(random)),
                            Payload.of(Map.of(FIELD, Value.of(tenant)))));
        }
        return points;
    }

    private static void shrink(VectorEngine engine) {
        List<PointId> gone = LongStream.range(100, LARGE_POINTS).mapToObj(PointId::of).toList();
        engine.write(
                Call.tenant(LARGE),
                Graphs.NAME,
                List.of(new PointChange.Delete(new PointSelection.Ids(gone))));
    }

    /// Of each tenant by its scope, and of all points.
    private static void requireRecall(Graphs graphs, Random random) {
        for (String tenant : List.of(LARGE, "small-0", "small-4")) {
            assertThat(recall(graphs, Call.tenant(tenant), random))
                    .as(tenant)
                    .isGreaterThan(RECALL_MIN);
        }
        assertThat(graphs.recall(random, Filter.ALL, EF)).isGreaterThan(RECALL_MIN);
        Filter notLarge =
                Filter.mustNot(
                        new Condition.Field(
                                JsonPath.ofKey(FIELD),
                                new FieldTest.MatchValue(new FieldTest.Scalar.Text(LARGE))));
        assertThat(graphs.recall(random, notLarge, EF)).isGreaterThan(RECALL_MIN);
    }

    private static double recall(Graphs graphs, Call call, Random random) {
        int found = 0;
        int due = 0;
        for (int i = 0; i < 50; i++) {
            float[] query = Graphs.vector(random);
            List<ScoredPoint> hits = nearest(graphs, call, query, /* exact= */ false);
            List<ScoredPoint> truth = nearest(graphs, call, query, /* exact= */ true);
            assertThat(hits).hasSameSizeAs(truth);
            due += truth.size();
            found += (int) truth.stream().filter(hits::contains).count();
        }
        return (double) found / due;
    }

    private static List<ScoredPoint> nearest(
            Graphs graphs, Call call, float[] query, boolean exact) {
        PointRead.Query plain = PointRead.Query.nearest(10, query);
        return graphs.engine()
                .read(
                        call,
                        Graphs.NAME,
                        new PointRead.Query(
                                plain.target(),
                                plain.using(),
                                plain.filter(),
                                plain.limit(),
                                plain.offset(),
                                plain.scoreThreshold(),
                                exact ? Graphs.exact() : Graphs.ef(EF),
                                plain.selection()));
    }

    private Path file(String tenant) {
        return directory.resolve(GenerationFiles.path(1, 0, Optional.of(new TenantId(tenant))));
    }

    private FileTime written(String tenant) {
        try {
            return Files.getLastModifiedTime(file(tenant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flipBit(Path file) {
        byte[] bytes = read(file);
        bytes[bytes.length / 2] ^= 1;
        write(file, bytes);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path common() {
        return directory.resolve(GenerationFiles.path(1, 0, Optional.empty()));
    }

    private List<Path> graphFiles() {
        try (Stream<Path> files = Files.list(directory.resolve("derived/1"))) {
            return files.filter(path -> path.toString().endsWith(".graph")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
