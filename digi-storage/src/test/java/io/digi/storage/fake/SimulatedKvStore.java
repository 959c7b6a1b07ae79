package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvStatistics;
import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.KvView;
import io.digi.storage.kv.KvWrites;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A store open on a [SimulatedKv].
final class SimulatedKvStore implements KvStore {
    private final SimulatedKv medium;
    private final Set<KvFamily> families;
    private Optional<Problem> refusal = Optional.empty();
    private volatile boolean closed;

    SimulatedKvStore(SimulatedKv medium, List<KvFamily> families) {
        this.medium = medium;
        this.families = Set.copyOf(families);
    }

    @Override
    public Optional<byte[]> get(KvFamily family, byte[] key) {
        return newest().get(family, key);
    }

    @Override
    public List<Optional<byte[]>> multiGet(KvFamily family, List<byte[]> keys) {
        return newest().multiGet(family, keys);
    }

    @Override
    public KvCursor scan(KvFamily family, KvRange range) {
        return newest().scan(family, range);
    }

    @Override
    public void commit(KvBatch batch) {
        synchronized (medium) {
            requireOpen();
            if (batch.isEmpty()) {
                return;
            }
            requireWritable();
            batch.replayTo(new Validation());
            medium.commit(batch).ifPresent(this::fail);
        }
    }

    private void fail(FaultPlan.Fault fault) {
        String reason = "simulated " + fault;
        refusal = Optional.of(new Problem.ReadOnly(reason));
        medium.plan().requirePower();
        throw new DigiException(new Problem.OutcomeUnknown(reason));
    }

    @Override
    public KvView snapshot() {
        return new SimulatedView(this, newest());
    }

    @Override
    public Optional<Problem> writeRefusal() {
        synchronized (medium) {
            return refusal;
        }
    }

    @Override
    public boolean isStalled() {
        requireOpen();
        return medium.isStalled();
    }

    @Override
    public KvStatistics statistics() {
        requireOpen();
        synchronized (medium) {
            long size = medium.versions().sizeBytes();
            return new KvStatistics(size, size, 0, size, size, 0, medium.isStalled());
        }
    }

    @Override
    public void flush() {
        requireOpen();
        requireWritable();
    }

    @Override
    public void compact(KvFamily family, KvRange range) {
        require(family);
        requireWritable();
    }

    @Override
    public void deleteFiles(KvFamily family, KvRange range) {
        require(family);
        requireWritable();
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void countViews(int change) {
        medium.countViews(change);
    }

    /// The medium, if the store is open and has the family.
    SimulatedKv require(KvFamily family) {
        requireOpen();
        if (!families.contains(family)) {
            throw new DigiException(new Problem.Internal("no family " + family));
        }
        return medium;
    }

    private SimulatedReads newest() {
        requireOpen();
        synchronized (medium) {
            return new SimulatedReads(this, medium.versions().commits());
        }
    }

    private void requireOpen() {
        medium.plan().requirePower();
        if (closed) {
            throw new DigiException(new Problem.Unavailable("the simulated store is closed"));
        }
    }

    private void requireWritable() {
        writeRefusal()
                .ifPresent(problem -> {
                    throw new DigiException(problem);
                });
    }

    /// Refuses a batch that a real store would refuse, before anything is written.
    private final class Validation implements KvWrites {
        @Override
        public void put(KvFamily family, byte[] key, byte[] value) {
            require(family);
        }

        @Override
        public void delete(KvFamily family, byte[] key) {
            require(family);
        }

        @Override
        public void deleteRange(KvFamily family, KvRange range) {
            require(family);
            if (range.upper().isEmpty()) {
                throw new IllegalArgumentException("deleteRange needs an upper bound: " + range);
            }
        }
    }
}
