package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.digi.Digi;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Extents of which much is dead are emptied and removed, and nothing is lost by it.
class CompactionTest {
    private static final CollectionName NAME = new CollectionName("c");
    private static final int POINTS = 400;
    private static final int ROUNDS = 12;
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(128L << 20)
                    .withExtents(/* extentBytes= */ 4_096, /* drainBytes= */ 2_048);

    @TempDir private Path directory;

    @Test
    void emptiedExtentsGoAndEveryVectorStays() {
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            engine.collections()
                    .create(Call.everything(), NAME, CollectionConfig.of(4, Distance.DOT));
            for (int round = 0; round < ROUNDS; round++) {
                upsert(engine, round);
            }
            upsert(engine, ROUNDS);
            int live = POINTS * 16 / 4_096;
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        upsertOne(engine);
                        assertThat(extentFiles()).isLessThan(8 * live);
                    });
            assertVectors(engine);
        }
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            assertVectors(engine);
        }
    }

    private static void upsert(VectorEngine engine, int round) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            // Every seventh point stays as it was first, so that extents are never dead whole.
            if (round == 0 || i % 7 != 0) {
                points.add(new Point(PointId.of(i), vector(i, round), Payload.EMPTY));
            }
        }
        engine.write(Call.everything(), NAME, List.of(new PointChange.Upsert(points)));
    }

    /// Background work is looked for after writes.
    private static void upsertOne(VectorEngine engine) {
        Point point = new Point(PointId.of(1), vector(1, ROUNDS), Payload.EMPTY);
        engine.write(Call.everything(), NAME, List.of(new PointChange.Upsert(List.of(point))));
    }

    private static NamedVectors vector(int i, int round) {
        return NamedVectors.of(i, round, 1, -i);
    }

    private static void assertVectors(VectorEngine engine) {
        List<PointId> ids = LongStream.range(0, POINTS).mapToObj(PointId::of).toList();
        List<PointRecord> points =
                engine.read(
                        Call.everything(), NAME, new PointRead.Retrieve(ids, Selection.EVERYTHING));
        assertThat(points).hasSize(POINTS);
        for (int i = 0; i < POINTS; i++) {
            assertThat(points.get(i).vectors()).contains(vector(i, i % 7 == 0 ? 0 : ROUNDS));
        }
    }

    private long extentFiles() {
        try (Stream<Path> files = Files.walk(directory.resolve("extents"))) {
            return files.filter(path -> path.toString().endsWith(".ext")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
