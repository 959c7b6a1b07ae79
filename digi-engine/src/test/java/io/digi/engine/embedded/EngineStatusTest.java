package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.key.Families;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine says what it uses, and what it does not do as it promises.
class EngineStatusTest {
    private static final CollectionName NAME = new CollectionName("c");
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(64L << 20)
                    .withExtents(/* extentBytes= */ 256, /* drainBytes= */ 16)
                    .withDisk(/* lowWaterBytes= */ 0, /* reservedBytes= */ 1_024);

    @Test
    void collectionThatTakesNoWritesIsNamed() {
        SimulatedMachine machine = new SimulatedMachine(FaultPlan.none());
        EngineStorage storage = new EngineStorage(machine.files(), () -> machine.kv(Families.ALL));
        Parts parts = Parts.open(storage, SETTINGS);
        try {
            parts.collections()
                    .create(Call.everything(), NAME, CollectionConfig.of(4, Distance.DOT));
            assertThat(new Troubles(parts).now()).isEmpty();
            try (CollectionRegistry.Lease lease =
                    parts.registry().lease(parts.catalog().require(NAME))) {
                CompletableFuture<Long> step =
                        lease.writer()
                                .submit((_, _, _) -> {
                                    throw new IllegalStateException("a bug");
                                });
                Awaitility.await().until(() -> lease.writer().stopped().isPresent());
                assertThat(step).isNotNull();
            }
            assertThat(new Troubles(parts).now())
                    .singleElement()
                    .asString()
                    .startsWith("collection c takes no writes until restart")
                    .contains("a bug");
        } finally {
            parts.close();
        }
    }

    @Test
    void extentsCountAsUsedDisk(@TempDir Path directory) throws IOException {
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            engine.collections()
                    .create(Call.everything(), NAME, CollectionConfig.of(4, Distance.DOT));
            for (long id = 0; id < 40; id++) {
                engine.write(Call.everything(), NAME, List.of(upsert(id)));
            }
            Awaitility.await()
                    .untilAsserted(() -> {
                        EngineStatus status = engine.status();
                        assertThat(status.health()).isEqualTo(EngineStatus.Health.OK);
                        assertThat(status.diskBytes().get("extents"))
                                .isPositive()
                                .isEqualTo(extentBytes(directory));
                        assertThat(status.diskBytes().get("reserve")).isEqualTo(1_024);
                    });
        }
    }

    @Test
    void vectorsAreCountedWithoutOpeningACollection(@TempDir Path directory) {
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            engine.collections()
                    .create(Call.everything(), NAME, CollectionConfig.of(4, Distance.DOT));
            assertThat(vectorCount(engine)).isZero();
            engine.write(Call.everything(), NAME, List.of(upsert(1), upsert(2), upsert(1)));
            assertThat(vectorCount(engine)).isEqualTo(2);
        }
        try (VectorEngine engine = Digi.open(directory, SETTINGS)) {
            assertThat(vectorCount(engine)).isEqualTo(2);
            assertThat(engine.status().memoryBytes()).doesNotContainKey("vectors");
        }
    }

    private static long vectorCount(VectorEngine engine) {
        return engine.status().vectorCounts().get(NAME).get(new VectorName(""));
    }

    private static PointChange upsert(long id) {
        NamedVectors vectors = NamedVectors.of(new float[] {id, 1, 1, 1});
        return new PointChange.Upsert(List.of(new Point(PointId.of(id), vectors, Payload.EMPTY)));
    }

    private static long extentBytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("extents"))) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }
}
