package io.digi.storage.fake;

import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LockHolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A disk in memory with one directory, on which stores can be opened. It knows what was synced:
/// after `crash` each sector of 512 bytes that was not is kept, lost or garbled, and each name that
/// was not is there or not.
public final class SimulatedDisk {
    private final FaultPlan plan;
    private final long capacityBytes;
    private final SimulatedNames names;
    private Optional<LockHolder> owner = Optional.empty();
    private long logBytes;

    public SimulatedDisk(FaultPlan plan) {
        this(plan, Long.MAX_VALUE);
    }

    /// @param capacityBytes how much fits; a write beyond it fails as on a full disk
    public SimulatedDisk(FaultPlan plan, long capacityBytes) {
        this(plan, capacityBytes, new SimulatedNames(), 0);
    }

    private SimulatedDisk(FaultPlan plan, long capacityBytes, SimulatedNames names, long logBytes) {
        this.plan = plan;
        this.capacityBytes = capacityBytes;
        this.names = names;
        this.logBytes = logBytes;
    }

    public FileStore open(FileBudget budget, LockHolder holder) {
        return new SimulatedFiles(this, plan, budget, holder);
    }

    /// What a power cut now would leave, as a new disk; the same seed leaves the same. This one has
    /// no power any more.
    public synchronized SimulatedDisk crash(long seed, FaultPlan next) {
        plan.cutPower();
        RandomGenerator random = new SplittableRandom(seed);
        return new SimulatedDisk(next, capacityBytes, names.survivor(random), logBytes);
    }

    /// What is there when the process was killed, as a new disk: everything that was written.
    public synchronized SimulatedDisk kill(FaultPlan next) {
        plan.cutPower();
        return new SimulatedDisk(next, capacityBytes, names.kept(), logBytes);
    }

    /// Flips one bit of a file, as a bad medium does.
    public synchronized void flip(Path file, int offset, int bit) {
        names.file(file).orElseThrow().flip(offset, bit);
    }

    /// Makes room, or takes it, for the log of a [SimulatedKv]; false if there is none.
    synchronized boolean takeForLog(long bytes) {
        if (bytes > usableBytes()) {
            return false;
        }
        logBytes += bytes;
        return true;
    }

    synchronized long usableBytes() {
        return capacityBytes - logBytes - names.usedBytes();
    }

    SimulatedNames names() {
        return names;
    }

    synchronized Optional<LockHolder> owner() {
        return owner;
    }

    synchronized void owner(Optional<LockHolder> next) {
        owner = next;
    }
}
