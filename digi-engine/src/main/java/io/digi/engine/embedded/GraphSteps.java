package io.digi.engine.embedded;

import io.digi.engine.collection.RowStore;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.Generation;
import io.digi.engine.generation.Linked;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.write.MaintenanceStep;
import io.digi.model.id.TenantId;
import java.util.Optional;
import java.util.stream.IntStream;

/// What happens to a vector's graph between two groups of writes. Whether a node stands for its
/// slot is decided here, where no write can come between: it does if the slot still has the row.
final class GraphSteps {
    private GraphSteps() {}

    /// Lets searches find nodes that were linked. If another generation of the tenant was in use,
    /// or none, it is replaced by this one; slots that another part answered for are now this
    /// one's.
    static MaintenanceStep publish(
            CollectionRegistry.Lease lease, int vector, Generation generation, IntStream nodes) {
        return (before, _, _) -> {
            VectorState state = before.vector(vector);
            RowStore rows = lease.collection().rows().of(vector);
            SlotSetEditor slots = slotsOf(state, generation).edit();
            nodes.forEach(node -> {
                int slot = generation.slotOf(node);
                boolean stands =
                        slot >= 0
                                && state.present().contains(slot)
                                && rows.rowOf(slot) == generation.rowOf(node);
                if (stands) {
                    generation.bind(slot, node);
                    slots.add(slot);
                }
            });
            return before.with(state.with(new Linked(generation, slots.build())));
        };
    }

    /// Lets searches go without the generation of a tenant, or that of all others.
    static MaintenanceStep forget(int vector, Optional<TenantId> tenant) {
        return (before, _, _) -> before.with(before.vector(vector).without(tenant));
    }

    @SuppressWarnings("ReferenceEquality") // a generation is what it is, not what it holds
    private static SlotSet slotsOf(VectorState state, Generation generation) {
        return state.part(generation.tenant())
                .filter(linked -> linked.generation() == generation)
                .map(Linked::slots)
                .orElse(SlotSet.empty());
    }
}
