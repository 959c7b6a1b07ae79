package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [KvStore] on RocksDB.
///
/// Reads, views and cursors count as users of the store's [Guard]. `close` ends views and cursors
/// and gives up the owner's count; the last user out closes the native database, so no read ever
/// meets freed memory, however late it ends.
final class RocksKvStore implements KvStore {
    private static final Logger LOG = LoggerFactory.getLogger(RocksKvStore.class);

    private final KvOptions options;
    private final RocksHandles handles;
    private final RocksErrors errors;
    private final RocksMaintenance maintenance;
    private final Guard guard = new Guard(this::release);
    private final OpenCursors cursors;
    private final KvReads reads;
    private final StallGauge stalls;
    private final Set<SharedSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<Optional<Problem>> refusal;

    /// One batch at a time is on its way to the disk, so at most the last one in the log can be
    /// torn.
    private final ReentrantLock commits = new ReentrantLock();

    RocksKvStore(
            KvOptions options,
            RocksHandles handles,
            Optional<Problem> refusal,
            LongSupplier nanoClock) {
        this.options = options;
        this.handles = handles;
        this.refusal = new AtomicReference<>(refusal);
        errors = new RocksErrors(options.directory());
        cursors = new OpenCursors(guard, errors, this::closed);
        reads =
                new RocksReads(
                        handles,
                        handles.settings().reads,
                        handles.settings().scans,
                        guard,
                        cursors,
                        errors,
                        this::closed);
        maintenance = new RocksMaintenance(handles);
        stalls = new StallGauge(this::askWhetherStalled, nanoClock);
    }

    @Override
    public Optional<byte[]> get(KvFamily family, byte[] key) {
        return reads.get(family, key);
    }

    @Override
    public List<Optional<byte[]>> multiGet(KvFamily family, List<byte[]> keys) {
        return reads.multiGet(family, keys);
    }

    @Override
    public KvCursor scan(KvFamily family, KvRange range) {
        return reads.scan(family, range);
    }

    @Override
    public void commit(KvBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        enter();
        try {
            commits.lock();
            try {
                requireWritable();
                write(batch);
            } finally {
                commits.unlock();
            }
        } finally {
            guard.exit();
        }
    }

    private void write(KvBatch batch) {
        try (WriteBatch encoded = RocksBatch.encode(batch, handles)) {
            handles.database().write(handles.settings().writes, encoded);
        } catch (RocksDBException e) {
            String reason = options.directory() + ": " + RocksErrors.reason(e);
            refusal.set(Optional.of(new Problem.ReadOnly(reason)));
            LOG.error("commit failed, storage is read-only now: {}", reason);
            throw new DigiException(new Problem.OutcomeUnknown(reason), e);
        }
    }

    private void requireWritable() {
        refusal.get()
                .ifPresent(problem -> {
                    throw new DigiException(problem);
                });
    }

    @Override
    public Optional<Problem> writeRefusal() {
        return refusal.get();
    }

    /// The view counts as a user of the store until it is released.
    @Override
    public KvView snapshot() {
        enter();
        SharedSnapshot snapshot =
                new SharedSnapshot(handles, cursors, errors, this::viewClosed, this::forget);
        snapshots.add(snapshot);
        if (guard.isClosed()) {
            snapshot.end();
            throw closed();
        }
        return new RocksView(snapshot);
    }

    private void forget(SharedSnapshot snapshot) {
        snapshots.remove(snapshot);
        guard.exit();
    }

    @Override
    public boolean isStalled() {
        return stalls.isStalled();
    }

    private boolean askWhetherStalled() {
        return guarded(maintenance::isStalled);
    }

    @Override
    public KvStatistics statistics() {
        return guarded(maintenance::statistics);
    }

    @Override
    public void flush() {
        requireWritable();
        guarded(() -> {
            maintenance.flush();
            return true;
        });
    }

    @Override
    public void compact(KvFamily family, KvRange range) {
        requireWritable();
        guarded(() -> {
            maintenance.compact(family, range);
            return true;
        });
    }

    @Override
    public void deleteFiles(KvFamily family, KvRange range) {
        requireWritable();
        guarded(() -> {
            maintenance.deleteFiles(family, range);
            return true;
        });
    }

    /// Empties the log first: after a closing, nothing is left whose damage could be taken for a
    /// torn tail.
    @Override
    public void close() {
        flushBeforeClosing();
        guard.close();
        snapshots.forEach(SharedSnapshot::end);
        cursors.closeAll();
        Duration patience = options.closeTimeout();
        try {
            if (!released.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn(
                        "{} users of {} did not end within {}; the last of them closes it",
                        guard.users(),
                        options.directory(),
                        patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flushBeforeClosing() {
        if (refusal.get().isEmpty() && guard.tryEnter()) {
            try {
                maintenance.flush();
            } catch (RocksDBException e) {
                LOG.warn("{} was closed without emptying its log", options.directory(), e);
            } finally {
                guard.exit();
            }
        }
    }

    private void release() {
        handles.close();
        released.countDown();
    }

    private <T> T guarded(RocksMaintenance.Task<T> task) {
        enter();
        try {
            return task.run();
        } catch (RocksDBException e) {
            throw errors.failed("maintenance", e);
        } finally {
            guard.exit();
        }
    }

    private void enter() {
        if (!guard.tryEnter()) {
            throw closed();
        }
    }

    private DigiException closed() {
        return new DigiException(
                new Problem.Unavailable(
                        "the store in %s is closed".formatted(options.directory())));
    }

    private DigiException viewClosed() {
        return guard.isClosed()
                ? closed()
                : new DigiException(new Problem.Internal("a view was used after it was closed"));
    }
}
