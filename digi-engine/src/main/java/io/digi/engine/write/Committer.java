package io.digi.engine.write;

import io.digi.engine.view.Epochs;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.KvView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread of a directory that writes its key-value store: one synced batch after the other,
/// each made of what queued during the previous sync. After a failed sync it commits nothing more:
/// what the medium holds is unknown until the store is opened again.
public final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long BATCH_SIZE_MAX = 4L << 20;
    private static final long QUEUE_SIZE_MAX = 64L << 20;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final KvStore kv;
    private final Epochs epochs;
    private final Thread thread;
    private final ArrayDeque<CommitUnit> queue = new ArrayDeque<>();
    private long queueSizeBytes;
    private boolean closing;
    private volatile @Nullable Problem refusal;
    private long epoch;

    public Committer(KvStore kv, Epochs epochs) {
        this.kv = kv;
        this.epochs = epochs;
        this.thread = Thread.ofPlatform().daemon().name("digi-commit").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Why writes are not accepted any more, if they are not.
    public Optional<Problem> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Queues a unit; waits while more than 64 MB are queued. Units are committed in the order in
    /// which they are queued.
    public void submit(CommitUnit unit) {
        Problem refused = enqueue(unit);
        if (refused != null) {
            unit.fail(new DigiException(refused));
        }
    }

    private synchronized @Nullable Problem enqueue(CommitUnit unit) {
        try {
            while (queueSizeBytes > QUEUE_SIZE_MAX && refusal == null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Problem.Unavailable("interrupted while waiting to commit");
        }
        if (refusal == null && closing) {
            return new Problem.Unavailable("the engine is closing");
        }
        if (refusal == null) {
            queue.add(unit);
            queueSizeBytes += unit.batch().sizeBytes();
            notifyAll();
        }
        return refusal;
    }

    private void run() {
        List<CommitUnit> units = next();
        while (!units.isEmpty()) {
            commit(units);
            units = next();
        }
    }

    /// What queued so far, up to 4 MB; waits for the first. Empty when closed and done.
    private synchronized List<CommitUnit> next() {
        try {
            while (queue.isEmpty() && !closing) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        List<CommitUnit> units = new ArrayList<>();
        long size = 0;
        while (!queue.isEmpty() && (units.isEmpty() || size < BATCH_SIZE_MAX)) {
            CommitUnit unit = queue.poll();
            size += unit.batch().sizeBytes();
            units.add(unit);
        }
        queueSizeBytes -= size;
        notifyAll();
        return units;
    }

    private void commit(List<CommitUnit> units) {
        Problem refused = refusal;
        if (refused != null) {
            units.forEach(unit -> unit.fail(new DigiException(refused)));
            return;
        }
        try {
            KvBatch batch = new KvBatch();
            units.forEach(unit -> unit.batch().replayTo(batch));
            kv.commit(batch);
            // Taken first: a state published for an epoch that never begins would stop all reads.
            KvView view = kv.snapshot();
            epoch++;
            units.forEach(unit -> unit.publish(epoch));
            epochs.begin(epoch, view);
        } catch (DigiException e) {
            refuse(units, e);
            return;
        } catch (RuntimeException | Error e) {
            refuse(units, new DigiException(new Problem.OutcomeUnknown(String.valueOf(e)), e));
            return;
        }
        units.forEach(CommitUnit::acknowledge);
    }

    /// Fails these units and everything after them.
    private void refuse(List<CommitUnit> units, DigiException cause) {
        LOG.error("a commit failed; writes are refused until restart", cause);
        Problem readOnly = new Problem.ReadOnly(cause.problem().message());
        List<CommitUnit> waiting;
        synchronized (this) {
            refusal = readOnly;
            waiting = List.copyOf(queue);
            queue.clear();
            queueSizeBytes = 0;
            notifyAll();
        }
        units.forEach(unit -> unit.fail(cause));
        waiting.forEach(unit -> unit.fail(new DigiException(readOnly, cause)));
    }

    /// Commits what is queued, then ends.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                LOG.warn("the committer did not end within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
