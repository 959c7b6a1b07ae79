package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.model.config.CollectionChange;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.job.Job;
import io.digi.model.vector.Distance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What indexing does with rows and files that cannot be read.
class GraphDamageTest {
    private static final int POINTS = 600;
    private static final int DAMAGED = 60;
    private static final int HEADER_SIZE = 4_096;
    private static final int ROW_SIZE = 4 * Graphs.DIMENSION;
    private static final EngineSettings SETTINGS =
            Graphs.SETTINGS.withExtents(/* extentBytes= */ 64 << 10, /* drainBytes= */ ROW_SIZE);

    @TempDir private Path directory;

    @Test
    void graphFileThatCannotBeReadIsSetAsideAndBuiltAnew() throws IOException {
        Path file = directory.resolve("derived/1/0.graph");
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            Graphs graphs = new Graphs(engine);
            graphs.create(Graphs.hnsw(8, 32), Distance.EUCLID);
            graphs.upsert(Graphs.points(new Random(1), 0, POINTS));
            graphs.settled();
        }
        Files.delete(file);
        Files.createDirectory(file);
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            Graphs graphs = new Graphs(engine);
            assertThat(graphs.info().pointCount()).isEqualTo(POINTS);
            Awaitility.await().until(() -> graphs.info().indexedVectorCount() > 0);
            graphs.settled();
            assertThat(file).isRegularFile();
            assertThat(engine.status().troubles()).anyMatch(text -> text.contains("0.graph"));
        }
    }

    @Test
    void damagedVectorsInTheTailStartNoJobAgainAndAgain() throws IOException {
        Path extent = directory.resolve("extents/1/0/0.ext");
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            Graphs graphs = new Graphs(engine);
            graphs.create(Graphs.hnsw(0, 32), Distance.EUCLID);
            graphs.upsert(Graphs.points(new Random(1), 0, POINTS));
            Awaitility.await().until(() -> Files.exists(extent));
        }
        byte[] bytes = Files.readAllBytes(extent);
        for (int row = 0; row < DAMAGED; row++) {
            bytes[HEADER_SIZE + row * ROW_SIZE] ^= 1;
        }
        Files.write(extent, bytes);
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            Graphs graphs = new Graphs(engine);
            CollectionChange graph =
                    CollectionChange.UpdateSettings.ofHnsw(Graphs.change(Graphs.hnsw(8, 32)));
            engine.collections().alter(Call.everything(), Graphs.NAME, graph);
            Awaitility.await().until(() -> graphs.info().indexedVectorCount() == POINTS - DAMAGED);
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> indexJobs(engine) <= 3);
        }
    }

    private static long indexJobs(VectorEngine engine) {
        return engine.status().jobs().stream()
                .filter(job -> job.kind() == Job.Kind.BUILD_VECTOR_INDEX)
                .count();
    }
}
