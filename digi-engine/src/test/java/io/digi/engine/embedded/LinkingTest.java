package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.collection.ReadView;
import io.digi.engine.generation.Generation;
import io.digi.engine.generation.Linked;
import io.digi.engine.slot.SlotSet;
import io.digi.index.codes.CodeModel;
import io.digi.index.kernel.Metric;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkingTest {
    private static final int COUNT = 3_000;

    /// From what does not do for the tables of nodes to what does not do for all of their codes.
    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_000, 16_000, 64_000, 400_000, 800_000, 1_000_000})
    void refusedMemoryLeavesNoNodesThatAreNeitherLinkedNorFree(int limitBytes) {
        try (GraphParts parts = GraphParts.open(COUNT);
                CollectionRegistry.Lease lease = parts.lease();
                ReadView view = lease.collection().view();
                Generation generation = generation(parts, limitBytes)) {
            assertThat(isRefused(parts, lease, view, generation)).isTrue();
            int[] linked =
                    IntStream.range(0, generation.nodeEnd()).filter(generation::isLinked).toArray();
            assertThat(new Linked(generation, SlotSet.empty()).deadCount())
                    .isEqualTo(linked.length);
            assertThat(IntStream.range(0, generation.nodeEnd()))
                    .allMatch(node -> generation.isLinked(node) == generation.slotOf(node) >= 0);
        }
    }

    private static boolean isRefused(
            GraphParts parts,
            CollectionRegistry.Lease lease,
            ReadView view,
            Generation generation) {
        try (Linking linking =
                new Linking(
                        generation,
                        /* vector= */ 0,
                        lease.collection()::view,
                        parts.parts().damage(),
                        /* threads= */ 1,
                        Runnable::run,
                        () -> false)) {
            linking.link(view, view.state().vector(0).present(), COUNT);
            return false;
        } catch (MemoryRefusedException e) {
            return true;
        }
    }

    private static Generation generation(GraphParts parts, int limitBytes) {
        CodeModel model =
                CodeModel.train(
                        Metric.EUCLID, 8, Graphs.DIMENSION, new float[1][Graphs.DIMENSION], 1);
        return Generation.create(parts.plan(), model, new MemoryBudget(limitBytes));
    }
}
