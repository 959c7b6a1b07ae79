package io.digi.engine.embedded;

import io.digi.engine.collection.ReadView;
import io.digi.engine.plan.PointReads;
import io.digi.engine.write.WriteRequest;
import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.storage.kv.KvStatistics;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vector engine on a directory of this machine.
public final class EmbeddedEngine implements VectorEngine {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

    private final Parts parts;
    private final SlowQueries slowQueries;
    private volatile boolean closed;

    EmbeddedEngine(Parts parts) {
        this(parts, new SlowQueries(parts.settings().slowQuery(), System::nanoTime, LOG::warn));
    }

    EmbeddedEngine(Parts parts, SlowQueries slowQueries) {
        this.parts = parts;
        this.slowQueries = slowQueries;
    }

    /// Opens a directory for the one engine that may own it at a time.
    ///
    /// Throws [Problem.DirectoryInUse], [Problem.NewerFormat] or [Problem.Corrupt]; the directory
    /// is then as it was.
    public static EmbeddedEngine open(EngineStorage storage, EngineSettings settings) {
        return new EmbeddedEngine(Parts.open(storage, settings));
    }

    @Override
    public CollectionCatalog collections() {
        requireOpen();
        return parts.collections();
    }

    @Override
    public <R> R read(Call call, CollectionName collection, PointRead<R> read) {
        requireOpen();
        call.check("read");
        try (CollectionRegistry.Lease lease = parts.leasing().lease(collection);
                ReadView view = lease.collection().view()) {
            return new PointReads(call, lease.collection(), view, parts.damage(), slowQueries)
                    .answer(read);
        }
    }

    @Override
    public WriteReceipt write(Call call, CollectionName collection, List<PointChange> changes) {
        requireOpen();
        call.check("write");
        var _ = parts.catalog().require(collection);
        parts.gate().checkDisk(changes);
        try {
            return writeOnce(call, collection, changes);
        } catch (DigiException refused) {
            boolean isShort = refused.problem() instanceof Problem.OutOfMemory;
            // Of several changes some may be applied already: then the caller repeats.
            if (!isShort || parts.registry().evictIdle() == 0 || changes.size() > 1) {
                throw refused;
            }
        }
        return writeOnce(call, collection, changes);
    }

    private WriteReceipt writeOnce(
            Call call, CollectionName collection, List<PointChange> changes) {
        try (CollectionRegistry.Lease lease = parts.leasing().lease(collection)) {
            WriteRequest request =
                    WriteRequest.prepare(lease.state().definition(), call.scope(), changes);
            if (WriteGate.bringsVectors(changes)) {
                parts.indexing().awaitRoom(call, lease);
            }
            parts.gate().enter(request.sizeBytes());
            CompletableFuture<WriteReceipt> outcome = request.submit(lease.writer());
            CompletableFuture<WriteReceipt> left =
                    outcome.whenComplete((_, _) -> parts.gate().leave(request.sizeBytes()));
            WriteReceipt receipt = parts.waiting().await(call, "write", left);
            parts.upkeep().written(lease);
            parts.indexing().check(lease);
            return receipt;
        }
    }

    @Override
    public SnapshotCatalog snapshots() {
        requireOpen();
        return parts.snapshots();
    }

    @Override
    public List<String> troubles() {
        requireOpen();
        return new Troubles(parts).now();
    }

    @Override
    public EngineStatus status() {
        List<String> troubles = troubles();
        CollectionCounts counts = CollectionCounts.of(parts);
        KvStatistics store = parts.kv().statistics();
        Map<String, Long> memory = new TreeMap<>(parts.memory().use().bytesByPurpose());
        memory.put("store", store.memoryBytes());
        Runtime runtime = Runtime.getRuntime();
        memory.put("heap", runtime.totalMemory() - runtime.freeMemory());
        return new EngineStatus(
                troubles.isEmpty() ? EngineStatus.Health.OK : EngineStatus.Health.DEGRADED,
                troubles,
                counts.points(),
                counts.vectors(),
                memory,
                parts.settings().memoryLimitBytes(),
                new DiskUse(parts.files()).bytesByKind(store),
                parts.disk().freeBytes(),
                parts.jobs().jobs(),
                slowQueryCounts());
    }

    private Map<CollectionName, Long> slowQueryCounts() {
        Map<Integer, CollectionName> names = new HashMap<>();
        parts.catalog()
                .all()
                .forEach(definition -> names.put(definition.number(), definition.name()));
        Map<CollectionName, Long> counts = new HashMap<>();
        slowQueries
                .counts(names.keySet())
                .forEach((number, count) -> counts.put(names.get(number), count));
        return counts;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        parts.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new DigiException(new Problem.Unavailable("the engine is closed"));
        }
    }
}
