package io.digi.engine.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.OptimizerConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LocalFileStore;
import io.digi.storage.file.LockHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationSizeTest {
    private static final int COUNT = 8_000;

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"COSINE, 384, 16", "EUCLID, 8, 4", "MANHATTAN, 130, 8"})
    void memoryIsAboutWhatIsToldBefore(Distance distance, int dimension, int m) throws IOException {
        IndexPlan plan = plan(distance, dimension, m);
        GenerationSize size = GenerationSize.of(plan);
        MemoryBudget memory = new MemoryBudget(64L << 20);
        CodeModel model =
                CodeModel.train(
                        plan.metric(), plan.codeBits(), dimension, new float[1][dimension], 1);
        try (Generation generation = Generation.create(plan, model, memory)) {
            Random random = new Random(1);
            try (GraphBuilder builder =
                    generation.builder((_, into) -> into[0] = random.nextFloat())) {
                for (int slot = 0; slot < COUNT; slot++) {
                    builder.add(generation.append(slot, /* row= */ slot));
                    generation.bind(slot, slot);
                }
                near(size.bytesWhileBuilt(COUNT), memory.usedBytes());
            }
            near(size.bytes(COUNT), generation.memoryBytes());
            near(size.bytesOfFile(fileBytes(plan, generation)), generation.memoryBytes());
        }
    }

    private long fileBytes(IndexPlan plan, Generation generation) throws IOException {
        try (FileStore store =
                new LocalFileStore(directory, new FileBudget(16, 16), LockHolder.current())) {
            new GenerationFiles(store, _ -> {}).write(plan.collection(), plan.vector(), generation);
        }
        return Files.size(
                directory.resolve(
                        GenerationFiles.path(plan.collection(), plan.vector(), plan.tenant())));
    }

    /// Memory is allocated in larger pieces than one node needs.
    private static void near(long told, long found) {
        assertThat(told).isCloseTo(found, Percentage.withPercentage(25));
    }

    private static IndexPlan plan(Distance distance, int dimension, int m) {
        return new IndexPlan(
                /* collection= */ 1,
                VectorName.DEFAULT,
                /* vector= */ 0,
                new VectorConfig(dimension, distance),
                new HnswConfig(m, 8, 0, 1, Optional.empty(), OptionalInt.empty()),
                OptimizerConfig.DEFAULT,
                Optional.empty(),
                Optional.empty());
    }
}
