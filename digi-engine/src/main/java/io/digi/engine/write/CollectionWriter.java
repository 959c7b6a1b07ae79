package io.digi.engine.write;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.Counters;
import io.digi.engine.collection.MemoryProblems;
import io.digi.engine.collection.OpenCollection;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.SlotAllocator;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.plan.MatchingSlots;
import io.digi.engine.plan.TenantScope;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.view.Epochs;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvReads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the writes of one collection into their order. One task at a time takes what has queued,
/// applies it to the state that the previous group left (committed or not), and hands the group to
/// the committer; meanwhile the next one is prepared.
public final class CollectionWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionWriter.class);
    private static final int PIECE_COUNT_MAX = 10_000;
    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(5);

    private final OpenCollection collection;
    private final Epochs epochs;
    private final Committer committer;
    private final Overlay overlay = new Overlay();
    private final PointLookup lookup;
    private final SlotAllocator slots;
    private final WriterQueue queue;

    // Touched only by the one running task.
    private CollectionState next;
    private long group;
    private volatile CompletableFuture<Void> lastGroup = CompletableFuture.completedFuture(null);

    /// Why nothing is written any more. What cannot be committed must not go on taking memory.
    private volatile @Nullable DigiException broken;

    /// @param kv reads of everything committed
    /// @param executor runs the tasks; a task waits for nothing but the committer
    public CollectionWriter(
            OpenCollection collection,
            KvReads kv,
            Epochs epochs,
            Committer committer,
            Executor executor) {
        this.collection = collection;
        this.epochs = epochs;
        this.committer = committer;
        this.queue = new WriterQueue(executor, this::turn);
        this.next = collection.state();
        this.slots = new SlotAllocator(next.slotEnd(), next.live());
        this.lookup = new PointLookup(next.definition().number(), overlay, kv);
    }

    void submit(PendingWrite write) {
        queue.add(new WriterTask.Write(write));
    }

    /// Runs a step of maintenance between two groups. The future has the operation number after it.
    public CompletableFuture<Long> submit(MaintenanceStep step) {
        CompletableFuture<Long> outcome = new CompletableFuture<>();
        queue.add(new WriterTask.Step(step, outcome));
        return outcome;
    }

    /// How many writes and steps wait for their turn.
    public int queued() {
        return queue.size();
    }

    /// Why nothing is written any more, if nothing is.
    public Optional<Problem> stopped() {
        return Optional.ofNullable(broken).map(DigiException::problem);
    }

    /// Whether nothing waits, runs, or is to be committed.
    public boolean isIdle() {
        return queue.isIdle() && lastGroup.isDone();
    }

    /// Prepares one group, then makes room for other collections.
    private void turn(List<WriterTask> tasks) {
        if (broken == null) {
            try {
                run(tasks);
            } catch (RuntimeException | Error e) {
                broken = stopped(e);
            }
        }
        if (broken != null) {
            for (WriterTask task : tasks) {
                task.fail(broken);
            }
        }
    }

    private void run(List<WriterTask> tasks) {
        GroupInProgress open = begin();
        for (WriterTask task : tasks) {
            switch (task) {
                case WriterTask.Write(PendingWrite write) -> open = apply(write, open);
                case WriterTask.Step(MaintenanceStep step, CompletableFuture<Long> outcome) -> {
                    open.finish();
                    step(step, outcome);
                    open = begin();
                }
            }
        }
        open.finish();
    }

    private GroupInProgress apply(PendingWrite write, GroupInProgress first) {
        GroupInProgress open = first;
        try {
            write.requireTenantField(next.definition().config().tenantField());
            for (PreparedChange change : write.changes()) {
                if (change instanceof PreparedChange.EditMatching matching) {
                    open.continues(write);
                    open.finish();
                    try {
                        open = applyMatching(write, matching);
                    } catch (RuntimeException | Error e) {
                        open = begin();
                        throw e;
                    }
                } else {
                    write.applied(open.apply(change));
                }
            }
            open.completes(write);
        } catch (DigiException refusal) {
            open.refuses(write, refusal);
        }
        return open;
    }

    /// Applies a change by filter in pieces, each a group of its own, in the order of ids. Returns
    /// the group of the last one, still open: the write can end with it.
    private GroupInProgress applyMatching(PendingWrite write, PreparedChange.EditMatching change) {
        awaitCommitted();
        long operation = next.operationNumber() + 1;
        TenantScope tenants = new TenantScope(next.definition(), change.scope());
        GroupInProgress open = begin();
        try (ReadView view = new ReadView(next, epochs.hold());
                MatchingSlots matching = new MatchingSlots(view, tenants, change.filter())) {
            open.applyPiece(operation, 0, matching.next(PIECE_COUNT_MAX), change.edit());
            for (int piece = 1; matching.hasMore(); piece++) {
                List<Integer> found = matching.next(PIECE_COUNT_MAX);
                if (!found.isEmpty()) {
                    open.continues(write);
                    open.finish();
                    open = begin();
                    open.applyPiece(operation, piece, found, change.edit());
                }
            }
        }
        write.applied(operation);
        return open;
    }

    private void step(MaintenanceStep step, CompletableFuture<Long> outcome) {
        KvBatch batch = new KvBatch();
        CollectionState after;
        try {
            after = step.apply(next, batch, new PointsOfStep(batch));
        } catch (DigiException refusal) {
            outcome.completeExceptionally(refusal);
            return;
        } catch (MemoryRefusedException refusal) {
            outcome.completeExceptionally(MemoryProblems.of(refusal));
            return;
        }
        WriteGroup written = close(batch, after);
        long operation = after.operationNumber();
        written.onEnd(problem -> {
            if (problem == null) {
                outcome.complete(operation);
            } else {
                outcome.completeExceptionally(problem);
            }
        });
        committer.submit(written);
    }

    /// Points for a step of maintenance, which is the next group.
    private final class PointsOfStep implements StepPoints {
        private final KvBatch batch;

        PointsOfStep(KvBatch batch) {
            this.batch = batch;
        }

        @Override
        public Optional<StoredPoint> at(int slot) {
            return lookup.at(slot);
        }

        @Override
        public void moved(int slot, StoredPoint point) {
            byte[] key = Keys.record(next.definition().number(), slot);
            batch.put(Families.RECORDS, key, RecordCodec.encode(point));
            overlay.put(group + 1, slot, point);
        }
    }

    private GroupInProgress begin() {
        StateEditor editor = new StateEditor(next, slots, collection.rows());
        GroupBuilder builder = new GroupBuilder(group + 1, lookup, overlay, editor);
        return new GroupInProgress(editor, builder, this::close, committer::submit);
    }

    private WriteGroup close(KvBatch batch, CollectionState after) {
        batch.put(
                Families.META,
                Keys.counters(after.definition().number()),
                Counters.of(after).encode());
        next = after;
        WriteGroup closed =
                new WriteGroup(
                        ++group,
                        batch,
                        after,
                        (state, epoch, number) -> {
                            collection.publish(state, epoch);
                            overlay.committed(number);
                        });
        CompletableFuture<Void> ended = new CompletableFuture<>();
        closed.onEnd(problem -> {
            if (problem != null && broken == null) {
                broken =
                        new DigiException(
                                new Problem.ReadOnly(problem.problem().message()), problem);
            }
            ended.complete(null);
        });
        lastGroup = ended;
        return closed;
    }

    private void awaitCommitted() {
        try {
            lastGroup.get(COMMIT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DigiException(new Problem.Unavailable("the engine is closing"), e);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new DigiException(new Problem.DeadlineExceeded("waiting for a commit"), e);
        }
    }

    private static DigiException stopped(Throwable cause) {
        LOG.error("a collection takes no more writes until restart", cause);
        String text = "writes to the collection stopped: " + cause;
        return new DigiException(new Problem.Internal(text), cause);
    }
}
