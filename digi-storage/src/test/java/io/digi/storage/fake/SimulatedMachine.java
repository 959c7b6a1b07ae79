package io.digi.storage.fake;

import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LockHolder;
import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvStore;
import java.time.Instant;
import java.util.List;

/// A disk and a key-value store that share one fault plan, one power supply and one capacity: what
/// a storage directory lives on.
public final class SimulatedMachine {
    private static final FileBudget BUDGET = new FileBudget(1000, 1000);

    private final SimulatedDisk disk;
    private final SimulatedKv kv;

    public SimulatedMachine(FaultPlan plan) {
        this(plan, Long.MAX_VALUE);
    }

    /// @param capacityBytes what files and the log of the store may take together
    public SimulatedMachine(FaultPlan plan, long capacityBytes) {
        disk = new SimulatedDisk(plan, capacityBytes);
        kv = new SimulatedKv(plan, disk::takeForLog);
    }

    private SimulatedMachine(SimulatedDisk disk, SimulatedKv kv) {
        this.disk = disk;
        this.kv = kv;
    }

    public SimulatedDisk disk() {
        return disk;
    }

    public SimulatedKv kv() {
        return kv;
    }

    /// Opens the files with a budget that no test reaches by accident.
    public FileStore files() {
        return disk.open(BUDGET, new LockHolder(1, "simulated", Instant.EPOCH));
    }

    public KvStore kv(List<KvFamily> families) {
        return kv.open(families);
    }

    /// What a power cut now would leave, as a new machine.
    public SimulatedMachine crash(long seed, FaultPlan next) {
        SimulatedDisk nextDisk = disk.crash(seed, next);
        return new SimulatedMachine(nextDisk, kv.crash(seed, next, nextDisk::takeForLog));
    }

    /// What is there when the process was killed, as a new machine. The batch of a failed commit is
    /// kept or lost.
    public SimulatedMachine kill(long seed, FaultPlan next) {
        SimulatedDisk nextDisk = disk.kill(next);
        return new SimulatedMachine(nextDisk, kv.crash(seed, next, nextDisk::takeForLog));
    }
}
