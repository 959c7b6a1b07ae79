package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.RowStore;
import io.digi.engine.collection.VectorState;
import io.digi.engine.extent.Extent;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.extent.RowSpans;
import io.digi.engine.extent.TailRows;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.view.Epochs;
import io.digi.engine.write.MaintenanceStep;
import io.digi.model.engine.Call;
import io.digi.model.job.Job;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Background work on open collections: bringing rows into extents, and checkpoints.
final class Upkeep {
    private final EngineSettings settings;
    private final ExtentFiles extents;
    private final Epochs epochs;
    private final Background background;
    private final JobBoard jobs;
    private final Waiting waiting;
    private final CollectionRegistry registry;
    private final Compaction compaction;
    private final Checkpointing checkpointing;

    Upkeep(
            EngineSettings settings,
            ExtentFiles extents,
            Checkpoints checkpoints,
            Epochs epochs,
            Background background,
            JobBoard jobs,
            Waiting waiting,
            CollectionRegistry registry,
            IndexFiling filing) {
        this.settings = settings;
        this.extents = extents;
        this.epochs = epochs;
        this.background = background;
        this.jobs = jobs;
        this.waiting = waiting;
        this.registry = registry;
        this.compaction = new Compaction(extents, checkpoints, epochs, jobs, waiting);
        this.checkpointing = new Checkpointing(settings, checkpoints, filing, jobs, waiting);
    }

    /// Looks after a write whether there is something to do.
    void written(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        int number = state.definition().number();
        if (mustDrain(lease)) {
            background.submit("draining of collection " + number, () -> drain(number));
        }
        for (VectorState vector : state.vectors().values()) {
            if (compaction.isDue(lease, vector.number())) {
                background.submit("compaction of collection " + number, () -> compact(number));
            }
        }
        if (checkpointing.isDue(state)) {
            background.submit("checkpoint of collection " + number, () -> checkpoint(number));
        }
    }

    /// A payload index is complete: the next opening should not have to build it again.
    void indexed(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        int number = state.definition().number();
        if (checkpointing.suits(state)) {
            background.submit("checkpoint of collection " + number, () -> checkpoint(number));
        }
    }

    /// A collection is gone; its number is never used again.
    void forget(int number) {
        checkpointing.forget(number);
    }

    /// Writes what is derived, for large collections, and trims the log of changes.
    void checkpoint(int number) {
        registry.leaseIfOpen(number)
                .ifPresent(lease -> {
                    try (lease) {
                        checkpointing.run(lease);
                    }
                });
    }

    private boolean mustDrain(CollectionRegistry.Lease lease) {
        for (VectorState vector : lease.state().vectors().values()) {
            RowSpans spans = vector.spans();
            long waiting = vector.rowEnd() - spans.drainedRows();
            if (waiting * spans.layout().rows().strideBytes() >= settings.drainSizeBytes()) {
                return true;
            }
        }
        return false;
    }

    private void compact(int number) {
        Optional<CollectionRegistry.Lease> found = registry.leaseIfOpen(number);
        if (found.isPresent()) {
            try (CollectionRegistry.Lease lease = found.get()) {
                compaction.run(lease, () -> drainIfDue(lease, number));
            }
        }
    }

    private void drainIfDue(CollectionRegistry.Lease lease, int number) {
        if (mustDrain(lease)) {
            drain(number);
        }
    }

    /// Brings the rows that wait in memory into extents.
    void drain(int number) {
        Optional<CollectionRegistry.Lease> found = registry.leaseIfOpen(number);
        if (found.isEmpty()) {
            return;
        }
        try (CollectionRegistry.Lease lease = found.get()) {
            Definition definition = lease.state().definition();
            JobBoard.Ticket job =
                    jobs.queue(
                            Job.Kind.DRAIN,
                            Optional.of(definition.name()),
                            "%d bytes of vectors wait in memory"
                                    .formatted(settings.drainSizeBytes()));
            job.started();
            boolean done = false;
            try {
                drain(lease, job);
                done = true;
            } finally {
                if (done) {
                    job.done();
                } else {
                    job.failed();
                }
            }
        }
    }

    private void drain(CollectionRegistry.Lease lease, JobBoard.Ticket job) {
        waiting.await(Call.everything(), "drain", lease.writer().submit(rotation(lease)));
        Map<Integer, List<Extent>> written = new HashMap<>();
        boolean taken = false;
        try {
            Map<Integer, Long> drained = append(lease.state(), written, job);
            List<Runnable> replaced = new ArrayList<>();
            new RevocableStep(takeOver(lease, written, drained, replaced))
                    .await(waiting, "drain", lease.writer()::submit);
            taken = true;
            epochs.whenUnused(() -> replaced.forEach(Runnable::run));
        } finally {
            if (!taken) {
                // Files that stay mapped could not be written in the next attempt.
                written.values().forEach(extents -> extents.forEach(Extent::close));
            }
        }
    }

    /// Writes rows that wait in memory. Returns to which row, by vector.
    ///
    /// @param written gets the extents that changed
    private Map<Integer, Long> append(
            CollectionState state, Map<Integer, List<Extent>> written, JobBoard.Ticket job) {
        Map<Integer, Long> drained = new HashMap<>();
        int done = 0;
        for (VectorState vector : state.vectors().values()) {
            List<TailRows> whole = vector.spans().tail();
            List<TailRows> ended = whole.subList(0, whole.size() - 1);
            if (!ended.isEmpty()) {
                long end = ended.getLast().endRow();
                written.put(
                        vector.number(),
                        extents.append(
                                state.definition().number(),
                                vector.number(),
                                vector.spans().layout(),
                                ended,
                                vector.spans().drainedRows(),
                                end));
                drained.put(vector.number(), end);
            }
            job.progress((double) ++done / state.vectors().size());
        }
        return drained;
    }

    /// Ends the present parts of the tails, so that they can be written while new rows come.
    private static MaintenanceStep rotation(CollectionRegistry.Lease lease) {
        return (before, _, _) -> {
            Map<Integer, VectorState> vectors = new HashMap<>();
            before.vectors()
                    .forEach((number, vector) -> {
                        RowStore rows = lease.collection().rows().of(number);
                        rows.rotate();
                        vectors.put(number, vector.with(rows.spans()));
                    });
            return before.withVectors(vectors);
        };
    }

    /// Lets reads find the drained rows in their extents, and takes them out of the store.
    ///
    /// @param replaced gets what closes the memory and files that later states do not refer to
    private static MaintenanceStep takeOver(
            CollectionRegistry.Lease lease,
            Map<Integer, List<Extent>> written,
            Map<Integer, Long> drained,
            List<Runnable> replaced) {
        return (before, batch, _) -> {
            Map<Integer, VectorState> vectors = new HashMap<>(before.vectors());
            drained.forEach((number, end) -> {
                RowStore rows = lease.collection().rows().of(number);
                long from = before.vector(number).spans().drainedRows();
                deleteRows(batch, before.definition().number(), number, from, end);
                for (Extent extent : written.getOrDefault(number, List.of())) {
                    rows.put(extent).ifPresent(old -> replaced.add(old::close));
                }
                rows.drained(end).forEach(part -> replaced.add(part::close));
                vectors.put(number, before.vector(number).with(rows.spans()));
            });
            return before.withVectors(vectors);
        };
    }

    private static void deleteRows(KvBatch batch, int collection, int vector, long from, long end) {
        batch.deleteRange(
                Families.ROWS,
                KvRange.between(
                        Keys.row(collection, vector, from), Keys.row(collection, vector, end)));
    }
}
