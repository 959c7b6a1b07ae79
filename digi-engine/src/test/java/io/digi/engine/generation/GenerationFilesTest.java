package io.digi.engine.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.index.codes.CodeModel;
import io.digi.index.hnsw.GraphBuilder;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.OptimizerConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.vector.Distance;
import io.digi.storage.fake.FaultPlan;
import io.digi.storage.fake.SimulatedMachine;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LocalFileStore;
import io.digi.storage.file.LockHolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationFilesTest {
    private static final int DIMENSION = 8;
    private static final IndexPlan PLAN =
            new IndexPlan(
                    /* collection= */ 1,
                    VectorName.DEFAULT,
                    /* vector= */ 0,
                    new VectorConfig(DIMENSION, Distance.EUCLID),
                    new HnswConfig(8, 32, 0, 1, Optional.empty(), OptionalInt.empty()),
                    OptimizerConfig.DEFAULT,
                    Optional.empty(),
                    Optional.empty());

    @TempDir private Path directory;

    /// The first of two nodes was linked, but what was to publish it failed.
    @Test
    void onlyTheNodeThatStandsForASlotIsSavedWithIt() {
        MemoryBudget memory = new MemoryBudget(64L << 20);
        try (FileStore store = store();
                Generation generation = twoNodesOfSlot(7, memory)) {
            GenerationFiles files = new GenerationFiles(store, _ -> {});
            files.write(PLAN.collection(), PLAN.vector(), generation);
            try (Generation read = files.readIntact(PLAN, files.list(1, 0).getFirst(), memory)) {
                assertThat(read.nodeEnd()).isEqualTo(2);
                assertThat(new int[] {read.slotOf(0), read.slotOf(1)})
                        .containsExactlyInAnyOrder(-1, 7);
            }
            assertThat(faults(store, memory, /* first= */ 1)).isEmpty();
        }
    }

    @Test
    void codesOfOtherVectorsAreFound() {
        MemoryBudget memory = new MemoryBudget(64L << 20);
        try (FileStore store = store();
                Generation generation = twoNodesOfSlot(7, memory)) {
            new GenerationFiles(store, _ -> {}).write(PLAN.collection(), PLAN.vector(), generation);
            assertThat(faults(store, memory, /* first= */ -1))
                    .singleElement()
                    .satisfies(problem ->
                            assertThat(problem.message())
                                    .contains("0.graph")
                                    .contains("1 of 1 codes"));
        }
    }

    /// At every step that changes the medium.
    @Test
    void fileThatFindsNoRoomLeavesNothing() {
        MemoryBudget memory = new MemoryBudget(64L << 20);
        try (Generation generation = twoNodesOfSlot(7, memory)) {
            boolean struck = true;
            for (int step = 1; struck; step++) {
                FaultPlan plan = FaultPlan.failAt(step, FaultPlan.Fault.NO_SPACE);
                FileStore store = new SimulatedMachine(plan).files();
                GenerationFiles files = new GenerationFiles(store, _ -> {});
                try {
                    files.write(PLAN.collection(), PLAN.vector(), generation);
                } catch (DigiException e) {
                    store.list(Path.of("derived", "1"))
                            .forEach(path ->
                                    assertThat(path.toString())
                                            .doesNotEndWith(FileStore.LEFTOVER_SUFFIX));
                }
                struck = plan.hasStruck();
            }
        }
    }

    /// @param first element of the stored vector, the others being 0
    private static List<Problem.Corrupt> faults(FileStore store, MemoryBudget memory, float first) {
        float[] stored = new float[DIMENSION];
        stored[0] = first;
        return new GenerationAudit(store, memory, (_, _) -> Optional.of(stored)).faults(PLAN);
    }

    private FileStore store() {
        return new LocalFileStore(directory, new FileBudget(16, 16), LockHolder.current());
    }

    private static Generation twoNodesOfSlot(int slot, MemoryBudget memory) {
        CodeModel model = CodeModel.train(Metric.EUCLID, 8, DIMENSION, new float[1][DIMENSION], 1);
        Generation generation = Generation.create(PLAN, model, memory);
        try (GraphBuilder builder = generation.builder((node, into) -> into[0] = node)) {
            builder.add(generation.append(slot, /* row= */ 0));
            int second = generation.append(slot, /* row= */ 0);
            builder.add(second);
            generation.bind(slot, second);
        }
        return generation;
    }
}
