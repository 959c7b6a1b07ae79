package io.digi.engine.write;

import io.digi.engine.collection.CollectionState;
import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Operations of one collection that are committed together, and who waits for them.
final class WriteGroup implements CommitUnit {
    /// A caller whose write ends with this group: well, or refused after some of its changes.
    private record Waiter(PendingWrite write, @Nullable DigiException refusal) {}

    /// What to do with the state once its group is committed.
    interface Publication {
        void publish(CollectionState state, long epoch, long group);
    }

    private final long number;
    private final KvBatch batch;
    private final CollectionState after;
    private final Publication publication;
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<Consumer<@Nullable DigiException>> listeners = new ArrayList<>();

    WriteGroup(long number, KvBatch batch, CollectionState after, Publication publication) {
        this.number = number;
        this.batch = batch;
        this.after = after;
        this.publication = publication;
    }

    void completes(PendingWrite write) {
        waiters.add(new Waiter(write, null));
    }

    void refuses(PendingWrite write, DigiException refusal) {
        waiters.add(new Waiter(write, refusal));
    }

    /// The write fails if the group does, but does not end with it.
    void failsWith(PendingWrite write) {
        onEnd(problem -> {
            if (problem != null) {
                write.fail(problem);
            }
        });
    }

    /// Calls `listener` with null when the group is committed, or with what went wrong.
    void onEnd(Consumer<@Nullable DigiException> listener) {
        listeners.add(listener);
    }

    @Override
    public KvBatch batch() {
        return batch;
    }

    @Override
    public void publish(long epoch) {
        publication.publish(after, epoch, number);
    }

    @Override
    public void acknowledge() {
        for (Waiter waiter : waiters) {
            if (waiter.refusal() == null) {
                waiter.write().committed();
            } else {
                waiter.write().fail(waiter.refusal());
            }
        }
        listeners.forEach(listener -> listener.accept(null));
    }

    @Override
    public void fail(DigiException problem) {
        waiters.forEach(waiter -> waiter.write().fail(problem));
        listeners.forEach(listener -> listener.accept(problem));
    }
}
