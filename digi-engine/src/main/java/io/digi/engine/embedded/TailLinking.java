package io.digi.engine.embedded;

import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.GenerationSize;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.slot.SlotSet;
import io.digi.model.id.TenantId;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Links what a graph does not answer for yet, batch by batch, until little is left.
///
/// @param plan what was wanted of the graph when the work began
/// @param job hears how far it is
record TailLinking(IndexTools tools, IndexedVector target, IndexPlan plan, JobBoard.Ticket job) {
    /// Returns false if it was stopped before the end, or if another graph is wanted by now. Throws
    /// a problem of capacity where memory is refused.
    ///
    /// @param linked the slots that the graph answers for, or will
    /// @param batchLinked hears of the nodes of each batch
    boolean run(
            Linking linking, Function<VectorState, SlotSet> linked, Consumer<int[]> batchLinked) {
        int batch = tools.settings().batchCount();
        long batchBytes = GenerationSize.of(plan).bytes(batch);
        long due = 0;
        Set<TenantId> owners = owners();
        for (long done = 0; ; done += batch) {
            if (target.isStopped() || !plan.equals(target.plan()) || !isShared(owners)) {
                return false;
            }
            tools.memory().requireRoomFor(batchBytes);
            int[] nodes;
            try (ReadView view = target.view()) {
                SlotSet tail = tail(view, linked, linking);
                due = Math.max(due, done == 0 ? tail.cardinality() : 0);
                if (tail.isEmpty() || (done >= due && !isLong(view, tail))) {
                    return true;
                }
                job.progress((double) done / Math.max(due, done + tail.cardinality()));
                nodes = linking.link(view, tail, batch);
            }
            batchLinked.accept(nodes);
            tools.published().run();
        }
    }

    /// Whether still the same tenants have generations of their own.
    private boolean isShared(Set<TenantId> owners) {
        return owners.equals(owners());
    }

    private Set<TenantId> owners() {
        return target.shares(target.lease().state()).owners().keySet();
    }

    private SlotSet tail(ReadView view, Function<VectorState, SlotSet> linked, Linking linking) {
        VectorState state = view.state().vector(target.vector());
        return target.share(view.state())
                .andNot(linked.apply(state))
                .andNot(view.state().damaged())
                .andNot(linking.skipped());
    }

    private boolean isLong(ReadView view, SlotSet tail) {
        int vectors = target.share(view.state()).cardinality();
        return tail.cardinality() >= plan.tailMin(vectors, tools.settings().tailMin());
    }
}
