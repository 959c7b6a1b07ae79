package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.trial.Trials;
import io.digi.engine.verify.Finding;
import io.digi.engine.verify.Repair;
import io.digi.engine.verify.RepairOptions;
import io.digi.engine.verify.Severity;
import io.digi.engine.verify.Verification;
import io.digi.model.change.Point;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.HnswConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchParams;
import io.digi.model.vector.Distance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Searches on graphs find what exact searches find, whatever happens to the points.
class GraphSearchTest {
    private static final int POINTS = 2_000;
    private static final int EF = 64;
    private static final HnswConfig HNSW = Graphs.hnsw(16, 64);

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(Distance.class)
    void graphFindsTheNearest(Distance distance) {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.create(HNSW, distance);
                        graphs.upsert(Graphs.points(random, 0, POINTS));
                        assertThat(graphs.settled().indexedVectorCount())
                                .isGreaterThan(POINTS - POINTS / 16);
                        requireRecall(graphs, random);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    @Test
    void recallHoldsAfterDeletesAndInserts() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = filled(engine, random);
                        List<PointId> gone =
                                LongStream.range(0, POINTS)
                                        .filter(id -> id % 10 < 3)
                                        .mapToObj(PointId::of)
                                        .toList();
                        graphs.delete(gone);
                        requireRecall(graphs, random);
                        graphs.settled();
                        requireRecall(graphs, random);
                        graphs.upsert(
                                gone.stream()
                                        .map(id -> Graphs.point(number(id), Graphs.vector(random)))
                                        .toList());
                        graphs.settled();
                        requireRecall(graphs, random);
                        engine.collections().drop(Call.everything(), Graphs.NAME);
                    }
                });
    }

    @Test
    void graphIsThereAfterARestart() {
        Trials.run(
                1,
                random -> {
                    long indexed;
                    try (VectorEngine engine = open()) {
                        indexed = filled(engine, random).settled().indexedVectorCount();
                        assertThat(graphFile()).exists();
                    }
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        requireRecall(graphs, random);
                        assertThat(graphs.settled().indexedVectorCount())
                                .isGreaterThanOrEqualTo(indexed - Graphs.INDEXING.unsavedMin() * 2);
                        requireRecall(graphs, random);
                        graphs.delete(List.of(PointId.of(2), PointId.of(3)));
                        graphs.upsert(Graphs.points(random, POINTS, POINTS + 100));
                        graphs.settled();
                    }
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.settled();
                        requireRecall(graphs, random);
                        assertThat(Graphs.ids(all(graphs))).hasSize(POINTS + 98);
                    }
                });
    }

    @Test
    void damagedGraphFileIsQuarantinedAndBuiltAnew() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        filled(engine, random);
                    }
                    flipBit(graphFile(), random);
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        requireRecall(graphs, random);
                        assertThat(graphs.settled().indexedVectorCount()).isPositive();
                        requireRecall(graphs, random);
                        assertThat(engine.status().troubles())
                                .anyMatch(text -> text.contains("derived/1/0.graph"));
                        assertThat(directory.resolve("quarantine/1-0.graph")).exists();
                        assertThat(graphFile()).exists();
                    }
                });
    }

    @Test
    void damagedGraphFileIsReportedAndRemovedByARepair() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        filled(engine, random);
                    }
                    assertThat(findings()).isEmpty();
                    flipBit(graphFile(), random);
                    assertThat(findings())
                            .singleElement()
                            .satisfies(finding -> {
                                assertThat(finding.severity()).isEqualTo(Severity.REPAIRABLE);
                                assertThat(finding.file()).isEqualTo("derived/1/0.graph");
                            });
                    Repair.of(directory, Graphs.SETTINGS, RepairOptions.LOSE_NOTHING, (_, _) -> {});
                    assertThat(findings()).isEmpty();
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        assertThat(graphs.settled().indexedVectorCount()).isPositive();
                        requireRecall(graphs, random);
                    }
                });
    }

    @Test
    void replacedAndDeletedPointsAreNeverReturned() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = filled(engine, random);
                        float[] old = Graphs.vector(random);
                        graphs.upsert(List.of(Graphs.point(1, old)));
                        graphs.upsert(Graphs.points(random, POINTS, POINTS + 200));
                        graphs.settled();
                        graphs.upsert(List.of(Graphs.point(1, far(old))));
                        assertThat(best(graphs, old)).isNotEqualTo(PointId.of(1));
                        assertThat(best(graphs, far(old))).isEqualTo(PointId.of(1));
                        graphs.delete(List.of(PointId.of(1)));
                        assertThat(best(graphs, far(old))).isNotEqualTo(PointId.of(1));
                    }
                });
    }

    @Test
    void changedSettingsBuildTheGraphAnewWhileTheOldOneServes() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = filled(engine, random);
                        alter(engine, Graphs.hnsw(8, 40));
                        requireRecall(graphs, random);
                        assertThat(graphs.settled().indexedVectorCount()).isPositive();
                        assertThat(engine.status().jobs())
                                .anyMatch(job -> job.reason().contains("have changed"));
                        requireRecall(graphs, random);
                        alter(engine, Graphs.hnsw(0, 40));
                        assertThat(graphs.settled().indexedVectorCount()).isZero();
                        alter(engine, HNSW);
                        assertThat(graphs.settled().indexedVectorCount()).isPositive();
                        requireRecall(graphs, random);
                    }
                });
    }

    @Test
    void indexedOnlyLeavesOutALongTail() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.create(Graphs.hnsw(0, 40), Distance.EUCLID);
                        graphs.upsert(Graphs.points(random, 0, 500));
                        SearchParams only =
                                new SearchParams(OptionalInt.empty(), /* exact= */ false, true);
                        float[] query = Graphs.vector(random);
                        assertThat(graphs.nearest(query, Filter.ALL, 10, only)).isEmpty();
                        alter(engine, HNSW);
                        graphs.settled();
                        assertThat(graphs.nearest(query, Filter.ALL, 10, only)).hasSize(10);
                    }
                });
    }

    @Test
    void thresholdOfZeroBuildsNothing() {
        Trials.run(
                1,
                random -> {
                    try (VectorEngine engine = open()) {
                        Graphs graphs = new Graphs(engine);
                        graphs.create(HNSW, Distance.DOT);
                        engine.collections()
                                .alter(
                                        Call.everything(),
                                        Graphs.NAME,
                                        CollectionChange.UpdateSettings.ofSettings(
                                                Graphs.settings(0)));
                        graphs.upsert(Graphs.points(random, 0, 500));
                        assertThat(graphs.settled().indexedVectorCount()).isZero();
                        requireRecall(graphs, random);
                    }
                });
    }

    private static List<ScoredPoint> all(Graphs graphs) {
        return graphs.nearest(new float[Graphs.DIMENSION], Filter.ALL, 2 * POINTS, Graphs.ef(EF));
    }

    private List<Finding> findings() {
        return Verification.of(directory, Graphs.SETTINGS, (_, _) -> {}).findings();
    }

    private Path graphFile() {
        return directory.resolve("derived/1/0.graph");
    }

    private static void flipBit(Path file, Random random) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void alter(VectorEngine engine, HnswConfig hnsw) {
        engine.collections()
                .alter(
                        Call.everything(),
                        Graphs.NAME,
                        CollectionChange.UpdateSettings.ofHnsw(Graphs.change(hnsw)));
    }

    private static Graphs filled(VectorEngine engine, Random random) {
        Graphs graphs = new Graphs(engine);
        graphs.create(HNSW, Distance.EUCLID);
        List<Point> points = new ArrayList<>(Graphs.points(random, 0, POINTS));
        graphs.upsert(points);
        graphs.settled();
        return graphs;
    }

    private static void requireRecall(Graphs graphs, Random random) {
        assertThat(graphs.recall(random, Filter.ALL, EF)).isGreaterThan(0.95);
        assertThat(graphs.recall(random, Graphs.color(2), EF)).isGreaterThan(0.95);
    }

    private static PointId best(Graphs graphs, float[] query) {
        return graphs.nearest(query, Filter.ALL, 1, Graphs.ef(EF)).getFirst().id();
    }

    private static float[] far(float[] vector) {
        float[] far = vector.clone();
        far[0] += 100;
        return far;
    }

    private static long number(PointId id) {
        return ((PointId.Num) id).value();
    }

    private VectorEngine open() {
        return Digi.open(directory, Graphs.SETTINGS);
    }
}
