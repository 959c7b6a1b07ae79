package io.digi.storage.fake;

import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvStore;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/// What a key-value store keeps, in memory. A commit is two steps of the plan, a write and a sync;
/// a batch whose commit failed, or met a power cut, is kept or lost as a whole by the next `crash`.
public final class SimulatedKv {
    private final FaultPlan plan;
    private final LongPredicate disk;
    private final Versions versions;
    private final Set<String> damaged = new HashSet<>();
    private Optional<KvBatch> undecided = Optional.empty();
    private boolean stalled;
    private int openViews;

    public SimulatedKv(FaultPlan plan) {
        this(plan, bytes -> true);
    }

    /// @param disk takes bytes for the log; false if the disk is full
    SimulatedKv(FaultPlan plan, LongPredicate disk) {
        this(plan, disk, new Versions());
    }

    private SimulatedKv(FaultPlan plan, LongPredicate disk, Versions versions) {
        this.plan = plan;
        this.disk = disk;
        this.versions = versions;
    }

    /// Opens the store, with families in addition to those it has.
    public synchronized KvStore open(List<KvFamily> families) {
        plan.requirePower();
        families.forEach(versions::addFamily);
        return new SimulatedKvStore(this, families);
    }

    /// What a power cut now would leave, as a new medium; the same seed leaves the same.
    public SimulatedKv crash(long seed, FaultPlan next) {
        return crash(seed, next, disk);
    }

    synchronized SimulatedKv crash(long seed, FaultPlan next, LongPredicate nextDisk) {
        plan.cutPower();
        RandomGenerator random = new SplittableRandom(seed);
        Versions left = versions.newest();
        if (undecided.isPresent() && random.nextBoolean()) {
            undecided.get().replayTo(left.next());
        }
        return new SimulatedKv(next, nextDisk, left);
    }

    /// What [KvStore#isStalled] says from now on.
    public synchronized void stall(boolean value) {
        stalled = value;
    }

    /// Views that were taken or shared and not closed, so that a test can tell that none leaks.
    public synchronized int openViews() {
        return openViews;
    }

    synchronized void countViews(int change) {
        openViews += change;
    }

    /// Makes reads of a key report damage.
    public synchronized void damage(KvFamily family, byte[] key) {
        damaged.add(name(family, key));
    }

    synchronized boolean isDamaged(KvFamily family, byte[] key) {
        return !damaged.isEmpty() && damaged.contains(name(family, key));
    }

    private static String name(KvFamily family, byte[] key) {
        return family + "/" + HexFormat.of().formatHex(key);
    }

    synchronized boolean isStalled() {
        return stalled;
    }

    /// Returns what went wrong; then the batch is not to be seen, and may or may not be kept.
    synchronized Optional<FaultPlan.Fault> commit(KvBatch batch) {
        Optional<FaultPlan.Fault> fault = plan.step(FaultPlan.Step.WRITE);
        if (fault.isEmpty() && !disk.test(batch.sizeBytes())) {
            fault = Optional.of(FaultPlan.Fault.NO_SPACE);
        }
        if (fault.isEmpty()) {
            fault = plan.step(FaultPlan.Step.SYNC);
        }
        if (fault.isPresent()) {
            undecided = Optional.of(batch);
        } else {
            batch.replayTo(versions.next());
        }
        return fault;
    }

    FaultPlan plan() {
        return plan;
    }

    Versions versions() {
        return versions;
    }
}
