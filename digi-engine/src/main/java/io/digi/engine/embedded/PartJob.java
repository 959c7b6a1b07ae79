package io.digi.engine.embedded;

import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.Generation;
import io.digi.engine.generation.GenerationSize;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.write.MaintenanceStep;
import io.digi.index.codes.CodeModel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// Brings one generation of a vector to what its collection has and says: links the tail, builds
/// another where the settings are others, removes dead nodes. Searches go on meanwhile, with what
/// was published last.
final class PartJob {
    /// With more dead nodes than this part a generation is built anew.
    private static final double DEAD_MAX = 0.5;

    /// While a tail is linked, one dead node in so many may stay until its end.
    private static final int DEAD_DIVISOR = 50;

    private static final int SAMPLE_COUNT = 2_048;

    private final IndexTools tools;
    private final IndexedVector target;
    private final JobBoard.Ticket job;
    private final GraphSaving saving;
    private boolean hasChanged;

    PartJob(IndexTools tools, IndexedVector target, JobBoard.Ticket job) {
        this.tools = tools;
        this.target = target;
        this.job = job;
        this.saving = new GraphSaving(tools, target);
    }

    /// Throws a problem of capacity where memory is refused; what is linked by then stays.
    void run() {
        IndexPlan plan = target.plan();
        Optional<Linked> part = target.part();
        if (part.isEmpty()) {
            buildFirst(plan);
        } else if (isUsable(part.get(), plan)) {
            extend(part.get().generation(), plan);
        } else {
            replace(part.get().generation(), plan);
        }
    }

    /// Whether something was linked or removed.
    boolean hasChanged() {
        return hasChanged;
    }

    private static boolean isUsable(Linked linked, IndexPlan plan) {
        return plan.asksFor(linked.generation())
                && linked.deadCount() <= DEAD_MAX * linked.generation().nodeEnd();
    }

    private void buildFirst(IndexPlan plan) {
        if (target.share(target.lease().state()).isEmpty()) {
            return;
        }
        Generation generation = create(plan);
        try {
            extend(generation, plan);
        } finally {
            if (target.part().isEmpty()) {
                generation.close();
            }
        }
    }

    /// Links the tail, and what comes meanwhile, and tells searches after each batch.
    private void extend(Generation generation, IndexPlan plan) {
        try (Linking linking = linking(generation, plan)) {
            removeDead(linking, generation, /* most= */ 0);
            boolean _ =
                    new TailLinking(tools, target, plan, job)
                            .run(
                                    linking,
                                    this::slots,
                                    nodes -> {
                                        linked(nodes);
                                        await(publish(generation, Arrays.stream(nodes)));
                                        new TailCoding(tools, target).release();
                                        removeDead(
                                                linking,
                                                generation,
                                                generation.nodeEnd() / DEAD_DIVISOR);
                                        saving.saveIfDue(generation);
                                    });
        }
        if (!target.isStopped() && generation.nodeEnd() > 0) {
            saving.saveFirst(generation);
            saving.saveIfDue(generation);
        }
    }

    /// Links everything into another generation, and tells searches when it is complete.
    private void replace(Generation old, IndexPlan plan) {
        Generation generation = create(plan);
        boolean inUse = false;
        try {
            boolean complete;
            try (Linking linking = linking(generation, plan)) {
                complete = linkAll(linking, generation, plan);
            }
            if (complete) {
                await(publish(generation, IntStream.range(0, generation.nodeEnd())));
                inUse = true;
                tools.epochs().whenUnused(old::close);
                saving.save(generation);
            }
        } finally {
            if (!inUse) {
                generation.close();
            }
        }
    }

    private SlotSet slots(VectorState state) {
        return state.part(target.tenant()).map(Linked::slots).orElse(SlotSet.empty());
    }

    private boolean linkAll(Linking linking, Generation generation, IndexPlan plan) {
        SlotSetEditor added = SlotSet.empty().edit();
        return new TailLinking(tools, target, plan, job)
                .run(
                        linking,
                        _ -> added.build(),
                        nodes -> {
                            linked(nodes);
                            Arrays.stream(nodes).map(generation::slotOf).forEach(added::add);
                        });
    }

    private void linked(int[] nodes) {
        hasChanged |= nodes.length > 0;
    }

    /// Takes out what stands for nothing any more, once it is much: every row of the graph is
    /// looked at for it.
    ///
    /// @param most so many may stay
    private void removeDead(Linking linking, Generation generation, int most) {
        Optional<Linked> linked = target.part();
        if (linked.isEmpty() || linked.get().deadCount() <= most) {
            return;
        }
        int[] dead = generation.dead(linked.get().slots());
        if (dead.length == 0) {
            return;
        }
        try (ReadView view = target.view()) {
            linking.remove(view, dead);
        }
        hasChanged = true;
        // Searches of the present epoch may hold these numbers still: only those of the next know
        // nothing of them.
        await((before, _, _) -> before);
        tools.epochs().whenUnused(() -> generation.reuse(dead));
    }

    private Generation create(IndexPlan plan) {
        int vectors = target.share(target.lease().state()).cardinality();
        tools.memory().requireRoomFor(GenerationSize.of(plan).bytesWhileBuilt(vectors));
        try (ReadView view = target.view()) {
            CodeModel model =
                    CodeModel.train(
                            plan.metric(),
                            plan.codeBits(),
                            plan.config().dimension(),
                            Sample.of(
                                    view,
                                    target.vector(),
                                    target.share(view.state()),
                                    SAMPLE_COUNT),
                            plan.seed());
            return Generation.create(plan, model, tools.memory().budget());
        }
    }

    private Linking linking(Generation generation, IndexPlan plan) {
        return new Linking(
                generation,
                target.vector(),
                target::view,
                tools.damage(),
                plan.threads(tools.settings().threads()),
                tools.pool(),
                target.stopped());
    }

    private MaintenanceStep publish(Generation generation, IntStream nodes) {
        return GraphSteps.publish(target.lease(), target.vector(), generation, nodes);
    }

    private void await(MaintenanceStep step) {
        new RevocableStep(step).await(tools.waiting(), "indexing", target.lease().writer()::submit);
    }
}
