package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.generation.Generation;
import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.kernel.Metric;
import io.digi.storage.file.DiskReserve;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        IndexedVector target =
                new IndexedVector(
                        lease,
                        /* vector= */ 0,
                        Optional.empty(),
                        /* ownMin= */ 50_000,
                        dropped,
                        () -> false);
        return new GraphSaving(parts.tools(Graphs.INDEXING, disk), target);
    }
}
