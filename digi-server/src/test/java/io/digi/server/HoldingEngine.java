package io.digi.server;

import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.testkit.reference.ReferenceEngine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An engine whose counts wait until they are let go, whose retrievals fail as a bug would, and
/// which has troubles as a test likes.
final class HoldingEngine implements VectorEngine {
    final AtomicInteger held = new AtomicInteger();
    final AtomicInteger statuses = new AtomicInteger();
    volatile boolean closed;

    /// The circumstances of the last count.
    volatile Optional<Call> lastCall = Optional.empty();

    volatile List<String> troubles = List.of();
    private final VectorEngine engine = new ReferenceEngine();
    private final CountDownLatch letGo = new CountDownLatch(1);

    void letGo() {
        letGo.countDown();
    }

    @Override
    public <R> R read(Call call, CollectionName collection, PointRead<R> read) {
        if (read instanceof PointRead.Count) {
            lastCall = Optional.of(call);
            held.incrementAndGet();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        if (read instanceof PointRead.Retrieve) {
            throw new IllegalStateException("a secret of the inside");
        }
        return engine.read(call, collection, read);
    }

    @Override
    public CollectionCatalog collections() {
        return engine.collections();
    }

    @Override
    public WriteReceipt write(Call call, CollectionName collection, List<PointChange> changes) {
        return engine.write(call, collection, changes);
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public EngineStatus status() {
        statuses.incrementAndGet();
        EngineStatus status = engine.status();
        return new EngineStatus(
                troubles.isEmpty() ? EngineStatus.Health.OK : EngineStatus.Health.DEGRADED,
                troubles,
                status.pointCounts(),
                status.vectorCounts(),
                status.memoryBytes(),
                status.memoryLimitBytes(),
                status.diskBytes(),
                status.diskFreeBytes(),
                status.jobs(),
                status.slowQueryCounts());
    }

    @Override
    public SnapshotCatalog snapshots() {
        return engine.snapshots();
    }

    @Override
    public Set<Capability> capabilities() {
        return engine.capabilities();
    }

    @Override
    public void close() {
        closed = true;
        engine.close();
    }
}
