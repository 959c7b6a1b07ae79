package io.digi.engine.embedded;

import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.job.Job;
import io.digi.model.payload.JsonPath;
import io.digi.storage.kv.KvRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes checkpoints of collections that are large enough, and trims their logs of changes.
final class Checkpointing {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

    private final EngineSettings settings;
    private final Checkpoints checkpoints;
    private final IndexFiling filing;
    private final JobBoard jobs;
    private final Waiting waiting;
    private final Map<Integer, Long> upkeptOperation = new HashMap<>();

    Checkpointing(
            EngineSettings settings,
            Checkpoints checkpoints,
            IndexFiling filing,
            JobBoard jobs,
            Waiting waiting) {
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.filing = filing;
        this.jobs = jobs;
        this.waiting = waiting;
    }

    /// Whether so much came since the last one that the next is due.
    boolean isDue(CollectionState state) {
        if (suits(state) && filing.isDue(state)) {
            return true;
        }
        synchronized (upkeptOperation) {
            long last = upkeptOperation.getOrDefault(state.definition().number(), 0L);
            long most = Math.max(settings.changesKeptMax(), state.live().cardinality() / 10);
            return state.operationNumber() - last > most;
        }
    }

    /// Whether the collection is large enough to have checkpoints.
    boolean suits(CollectionState state) {
        return state.live().cardinality() >= settings.checkpointPointsMin();
    }

    /// A collection is gone; its number is never used again.
    void forget(int number) {
        synchronized (upkeptOperation) {
            upkeptOperation.remove(number);
        }
    }

    /// One at a time, whoever asks.
    synchronized void run(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        int number = state.definition().number();
        if (suits(state)) {
            state = write(lease);
        } else if (checkpoints.exists(number)) {
            checkpoints.delete(number);
        }
        trim(lease, Checkpoints.completeTo(state));
        synchronized (upkeptOperation) {
            upkeptOperation.put(number, state.operationNumber());
        }
    }

    /// Returns the state that was written.
    private CollectionState write(CollectionRegistry.Lease lease) {
        JobBoard.Ticket job =
                jobs.queue(
                        Job.Kind.CHECKPOINT,
                        Optional.of(lease.state().definition().name()),
                        "%d operations since the last one".formatted(settings.changesKeptMax()));
        job.started();
        boolean done = false;
        try {
            file(lease, job);
            CollectionState state = lease.state();
            tellLeftOut(state, checkpoints.write(state, lease.collection().rows()), job);
            done = true;
            return state;
        } finally {
            if (done) {
                job.done();
            } else {
                job.failed();
            }
        }
    }

    /// An index that cannot go to disk is no reason to go without a checkpoint.
    private void file(CollectionRegistry.Lease lease, JobBoard.Ticket job) {
        try {
            filing.run(lease);
        } catch (DigiException e) {
            job.note("an index that is to be on disk stays in memory: " + e.getMessage());
            LOG.warn("a payload index could not go to disk: {}", e.getMessage());
        }
    }

    private static void tellLeftOut(
            CollectionState state, Set<JsonPath> leftOut, JobBoard.Ticket job) {
        if (leftOut.isEmpty()) {
            return;
        }
        String keys =
                leftOut.stream().map("`%s`"::formatted).sorted().collect(Collectors.joining(", "));
        String text =
                "without the indexes on %s, which are too large: built anew when the collection is"
                        + " next opened";
        job.note(text.formatted(keys));
        LOG.warn(
                "checkpoint of collection {}: {}",
                state.definition().name().value(),
                text.formatted(keys));
    }

    private void trim(CollectionRegistry.Lease lease, long operationNumber) {
        waiting.await(
                Call.everything(),
                "trim the log of changes",
                lease.writer()
                        .submit((before, batch, _) -> {
                            int number = before.definition().number();
                            batch.deleteRange(
                                    Families.CHANGES,
                                    KvRange.between(
                                            Keys.collection(number),
                                            Keys.change(number, operationNumber + 1, 0)));
                            return before;
                        }));
    }
}
