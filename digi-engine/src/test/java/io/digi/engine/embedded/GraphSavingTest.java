package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.engine.generation.Generation;
import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.kernel.Metric;
import io.digi.model.engine.VectorEngine;
import io.digi.model.vector.Distance;
import io.digi.storage.file.DiskReserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphSavingTest {
    private static final Path FILE = Path.of("derived/1/0.graph");

    private final GraphParts parts = GraphParts.open(3);
    private final CollectionRegistry.Lease lease = parts.lease();
    private final Generation generation =
            Generation.create(
                    parts.plan(),
                    CodeModel.train(
                            Metric.EUCLID, 8, Graphs.DIMENSION, new float[1][Graphs.DIMENSION], 1),
                    parts.parts().memory());

    @BeforeEach
    void link() {
        try (GraphBuilder builder = generation.builder((_, into) -> into[0] = 1)) {
            builder.add(generation.append(/* slot= */ 0, /* row= */ 0));
        }
    }

    @AfterEach
    void close() {
        generation.close();
        lease.close();
        parts.close();
    }

    @Test
    void graphIsSavedWhereThereIsRoom() {
        saving(() -> false, parts.parts().disk()).saveFirst(generation);
        assertThat(parts.parts().files().exists(FILE)).isTrue();
        assertThat(generation.changesSinceSaved()).isZero();
    }

    @Test
    void littleThatChangedIsNotSavedAtTheEnd() {
        saving(() -> false, parts.parts().disk()).saveAtEnd(generation, () -> false);
        assertThat(parts.parts().files().exists(FILE)).isFalse();
    }

    @Test
    void whatChangedSinceTheLastTimeIsSavedAtTheEnd(@TempDir Path directory) throws IOException {
        IndexingSettings seldom =
                new IndexingSettings(2, 20, 100_000, 200, /* unsavedMin= */ 5_000, 50_000);
        Path file = directory.resolve(FILE);
        long before;
        try (VectorEngine engine = Digi.open(directory, Graphs.SETTINGS.withIndexing(seldom))) {
            Graphs graphs = new Graphs(engine);
            graphs.create(Graphs.hnsw(4, 8), Distance.EUCLID);
            graphs.upsert(Graphs.points(new Random(1), 0, 400));
            graphs.settled();
            graphs.upsert(Graphs.points(new Random(2), 400, 1_600));
            graphs.settled();
            before = Files.size(file);
        }
        assertThat(Files.size(file)).isGreaterThan(2 * before);
    }

    @Test
    void savingThatTakesTooLongLeavesNothing() {
        GraphSaving saving = saving(() -> false, parts.parts().disk(), /* unsavedMin= */ 0);
        saving.saveAtEnd(generation, () -> true);
        assertThat(parts.parts().files().list(Path.of("derived/1"))).isEmpty();
        assertThat(generation.changesSinceSaved()).isPositive();
        saving(() -> false, parts.parts().disk(), /* unsavedMin= */ 0)
                .saveAtEnd(generation, () -> false);
        assertThat(parts.parts().files().exists(FILE)).isTrue();
    }

    /// Its other files may have been cleared before this one was written.
    @Test
    void nothingIsLeftOfACollectionThatIsDroppedMeanwhile() {
        AtomicInteger asked = new AtomicInteger();
        saving(() -> asked.getAndIncrement() > 0, parts.parts().disk()).save(generation);
        assertThat(asked).hasValue(2);
        assertThat(parts.parts().files().exists(FILE)).isFalse();
        assertThat(parts.parts().files().list(Path.of("derived"))).isEmpty();
    }

    @Test
    void graphThatWouldFillTheDiskIsNotWritten() {
        DiskGuard full =
                new DiskGuard(
                        parts.parts().files(),
                        new DiskReserve(parts.parts().files(), 0, new SplittableRandom(1)),
                        /* lowWaterBytes= */ parts.parts().files().usableBytes() - 1,
                        /* reserveBytes= */ 0,
                        System::nanoTime);
        saving(() -> false, full).save(generation);
        assertThat(parts.parts().files().exists(FILE)).isFalse();
        assertThat(generation.changesSinceSaved()).isPositive();
    }

    private GraphSaving saving(BooleanSupplier dropped, DiskGuard disk) {
        return saving(dropped, disk, Graphs.INDEXING.unsavedMin());
    }

    private GraphSaving saving(BooleanSupplier dropped, DiskGuard disk, int unsavedMin) {
        IndexedVector target =
                new IndexedVector(
                        lease,
                        /* vector= */ 0,
                        Optional.empty(),
                        /* ownMin= */ 50_000,
                        dropped,
                        () -> false);
        return new GraphSaving(
                parts.tools(new IndexingSettings(2, 20, 100_000, 200, unsavedMin, 50_000), disk),
                target);
    }
}
