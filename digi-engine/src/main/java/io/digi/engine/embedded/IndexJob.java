package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.Generation;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.write.MaintenanceStep;
import io.digi.index.codes.CodeModel;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the graph of one vector to what its collection has and says: links the tail, builds a
/// graph anew where the settings are others, removes dead nodes. Searches go on meanwhile, with
/// what was published last.
final class IndexJob {
    private static final Logger LOG = LoggerFactory.getLogger(IndexJob.class);

    /// With more dead nodes than this part a graph is built anew.
    private static final double DEAD_MAX = 0.5;

    /// A large graph is saved after changes of one node in so many.
    private static final int UNSAVED_DIVISOR = 10;

    /// What others need of the memory for rows and tables.
    private static final double MEMORY_PART = 0.85;

    private static final int SAMPLE_COUNT = 2_048;

    private final IndexTools tools;
    private final CollectionRegistry.Lease lease;
    private final int vector;
    private final JobBoard.Ticket job;
    private final BooleanSupplier dropped;
    private final BooleanSupplier stopped;
    private boolean hasChanged;
    private boolean hasFailedToSave;

    /// @param dropped whether the collection is no more
    /// @param stopped whether to end soon, half-way or not
    IndexJob(
            IndexTools tools,
            CollectionRegistry.Lease lease,
            int vector,
            JobBoard.Ticket job,
            BooleanSupplier dropped,
            BooleanSupplier stopped) {
        this.tools = tools;
        this.lease = lease;
        this.vector = vector;
        this.job = job;
        this.dropped = dropped;
        this.stopped = stopped;
    }

    /// Throws a problem of capacity where memory is refused; what is linked by then stays.
    void run() {
        IndexPlan plan = plan();
        if (!plan.hasGraph()) {
            state().linked().ifPresent(this::forget);
            tools.files().delete(plan.collection(), vector);
            return;
        }
        if (state().linked().isEmpty()) {
            load(plan);
        }
        if (plan.isDue(state().present().cardinality())) {
            Optional<Linked> linked = state().linked();
            if (linked.isEmpty()) {
                buildFirst(plan);
            } else if (isUsable(linked.get(), plan)) {
                extend(linked.get().generation(), plan);
            } else {
                replace(linked.get().generation(), plan);
            }
        }
    }

    /// Whether something was taken up, linked or removed. A job that finds nothing to do although
    /// it was wanted would do so again.
    boolean hasChanged() {
        return hasChanged;
    }

    /// Takes up the graph that was saved last, whatever its settings: it serves until there is
    /// another. Nodes whose slot has another row by now are dead.
    private void load(IndexPlan plan) {
        Optional<Generation> saved = tools.files().read(plan, tools.memory());
        if (saved.isEmpty()) {
            return;
        }
        Generation generation = saved.get();
        boolean inUse = false;
        try {
            await(publish(generation, IntStream.range(0, generation.nodeEnd())));
            inUse = true;
            hasChanged = true;
        } finally {
            if (!inUse) {
                generation.close();
            }
        }
    }

    private static boolean isUsable(Linked linked, IndexPlan plan) {
        return linked.generation().settings().equals(plan.graph())
                && linked.deadCount() <= DEAD_MAX * linked.generation().nodeEnd();
    }

    private void forget(Linked linked) {
        await(GraphSteps.forget(vector));
        hasChanged = true;
        tools.epochs().whenUnused(linked.generation()::close);
    }

    private void buildFirst(IndexPlan plan) {
        Generation generation = create(plan);
        try {
            extend(generation, plan);
        } finally {
            if (state().linked().isEmpty()) {
                generation.close();
            }
        }
    }

    /// Links the tail, and what comes meanwhile, and tells searches after each batch.
    private void extend(Generation generation, IndexPlan plan) {
        try (Linking linking = linking(generation, plan)) {
            removeDead(linking, generation);
            link(
                    linking,
                    plan,
                    VectorState::indexed,
                    nodes -> {
                        await(publish(generation, Arrays.stream(nodes)));
                        removeDead(linking, generation);
                        saveIfDue(generation, plan);
                    });
        }
        if (!stopped.getAsBoolean() && !tools.files().exists(plan.collection(), vector)) {
            save(generation, plan);
        }
    }

    /// Links everything into another generation, and tells searches when it is complete.
    private void replace(Generation old, IndexPlan plan) {
        Generation generation = create(plan);
        SlotSetEditor added = SlotSet.empty().edit();
        boolean inUse = false;
        try (Linking linking = linking(generation, plan)) {
            boolean complete =
                    link(
                            linking,
                            plan,
                            _ -> added.build(),
                            nodes ->
                                    Arrays.stream(nodes)
                                            .map(generation::slotOf)
                                            .forEach(added::add));
            if (complete) {
                await(publish(generation, IntStream.range(0, generation.nodeEnd())));
                inUse = true;
                tools.epochs().whenUnused(old::close);
                save(generation, plan);
            }
        } finally {
            if (!inUse) {
                generation.close();
            }
        }
    }

    /// Links what is not linked yet, batch by batch. Ends when little is left; returns false if it
    /// was stopped before, or if another graph is wanted by now.
    private boolean link(
            Linking linking,
            IndexPlan plan,
            Function<VectorState, SlotSet> linked,
            Consumer<int[]> batchLinked) {
        long due = 0;
        for (long done = 0; ; done += tools.settings().batchCount()) {
            if (stopped.getAsBoolean() || !plan.equals(plan())) {
                return false;
            }
            requireMemory();
            int[] nodes;
            try (ReadView view = lease.collection().view()) {
                SlotSet tail = tail(view, linked, linking);
                due = Math.max(due, done == 0 ? tail.cardinality() : 0);
                if (tail.isEmpty() || (done >= due && !isLong(view, tail, plan))) {
                    return true;
                }
                job.progress((double) done / Math.max(due, done + tail.cardinality()));
                nodes = linking.link(view, tail, tools.settings().batchCount());
                hasChanged |= nodes.length > 0;
            }
            batchLinked.accept(nodes);
            tools.published().run();
        }
    }

    private SlotSet tail(ReadView view, Function<VectorState, SlotSet> linked, Linking linking) {
        VectorState state = view.state().vector(vector);
        return state.present()
                .andNot(linked.apply(state))
                .andNot(view.state().damaged())
                .andNot(linking.skipped());
    }

    private boolean isLong(ReadView view, SlotSet tail, IndexPlan plan) {
        int vectors = view.state().vector(vector).present().cardinality();
        return tail.cardinality() >= plan.tailMin(vectors, tools.settings().tailMin());
    }

    /// Takes out what stands for nothing any more, once it is much: every row of the graph is
    /// looked at for it.
    private void removeDead(Linking linking, Generation generation) {
        Optional<Linked> linked = state().linked();
        if (linked.isEmpty() || linked.get().deadCount() == 0) {
            return;
        }
        int[] dead = generation.dead(linked.get().slots());
        if (dead.length == 0) {
            return;
        }
        try (ReadView view = lease.collection().view()) {
            linking.remove(view, dead);
        }
        hasChanged = true;
        // Searches of the present epoch may hold these numbers still: only those of the next know
        // nothing of them.
        await((before, _, _) -> before);
        tools.epochs().whenUnused(() -> generation.reuse(dead));
    }

    private void saveIfDue(Generation generation, IndexPlan plan) {
        int most = Math.max(tools.settings().unsavedMin(), generation.nodeEnd() / UNSAVED_DIVISOR);
        if (generation.changesSinceSaved() > most) {
            save(generation, plan);
        }
    }

    /// A graph that cannot be saved serves as well; it is linked again after a restart.
    private void save(Generation generation, IndexPlan plan) {
        if (hasFailedToSave || dropped.getAsBoolean()) {
            return;
        }
        try {
            tools.disk().requireRoomFor(generation.memoryBytes());
            tools.files().write(plan.collection(), vector, generation);
            if (dropped.getAsBoolean()) {
                // Its files may have been cleared while this one was written.
                tools.files().deleteDropped(plan.collection(), vector);
            }
        } catch (DigiException | UncheckedIOException e) {
            hasFailedToSave = true;
            LOG.warn(
                    "the graph of vector {} of collection {} was not saved: {}",
                    vector,
                    plan.collection(),
                    e.getMessage());
        }
    }

    private Generation create(IndexPlan plan) {
        requireMemory();
        try (ReadView view = lease.collection().view()) {
            CodeModel model =
                    CodeModel.train(
                            plan.metric(),
                            plan.codeBits(),
                            plan.config().dimension(),
                            Sample.of(view, vector, SAMPLE_COUNT),
                            plan.seed());
            return Generation.create(plan.graph(), model, tools.memory());
        }
    }

    private Linking linking(Generation generation, IndexPlan plan) {
        return new Linking(
                generation,
                vector,
                tools.damage(),
                plan.threads(tools.settings().threads()),
                tools.pool(),
                stopped);
    }

    /// A graph must not take what writes need: searches do without one, writes cannot.
    private void requireMemory() {
        MemoryBudget memory = tools.memory();
        long limit = (long) (MEMORY_PART * memory.limitBytes());
        if (memory.usedBytes() > limit) {
            throw new DigiException(
                    new Problem.OutOfMemory("graphs", 0, memory.usedBytes(), limit));
        }
    }

    private IndexPlan plan() {
        Definition definition = lease.state().definition();
        return IndexPlan.of(definition, definition.vectorName(vector));
    }

    private VectorState state() {
        return lease.state().vector(vector);
    }

    private MaintenanceStep publish(Generation generation, IntStream nodes) {
        return GraphSteps.publish(lease, vector, generation, nodes);
    }

    private void await(MaintenanceStep step) {
        new RevocableStep(step).await(tools.waiting(), "indexing", lease.writer()::submit);
    }
}
