package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Optional;

/// When something goes wrong, and what: at most one fault, at a step counted from 1. A step is
/// whatever changes the medium (a write, a sync, a change of names, each half of a commit); reads
/// are counted apart. So a test can run once without faults, ask `steps`, and then try each of
/// them.
///
/// A fault that does not fit its step (a failed sync at a write) waits for the first that it fits.
/// Thread-safe.
public final class FaultPlan {
    /// What goes wrong.
    public enum Fault {
        /// The medium refuses; nothing is written.
        IO_ERROR,
        /// The disk is full; a part is written.
        NO_SPACE,
        /// A part is written, then the medium refuses.
        SHORT_WRITE,
        /// A sync fails; what it was for may be on the medium or not, for ever.
        FAILED_SYNC,
        /// A read fails; its step counts the reads.
        READ_ERROR,
        /// Everything ends. Whatever was not synced is kept, lost or torn.
        POWER_CUT
    }

    /// What a step does.
    enum Step {
        WRITE,
        SYNC,
        NAME
    }

    private final long at;
    private final Optional<Fault> fault;
    private long steps;
    private long reads;
    private boolean over;
    private long cutAt;

    private FaultPlan(long at, Optional<Fault> fault) {
        this.at = at;
        this.fault = fault;
    }

    /// Nothing goes wrong.
    public static FaultPlan none() {
        return new FaultPlan(0, Optional.empty());
    }

    public static FaultPlan failAt(long step, Fault fault) {
        return new FaultPlan(step, Optional.of(fault));
    }

    /// Steps taken so far.
    public synchronized long steps() {
        return steps;
    }

    public synchronized long reads() {
        return reads;
    }

    /// Whether the fault has come; a test that expects one asks for it.
    public synchronized boolean hasStruck() {
        return over;
    }

    /// Cuts the power now.
    public synchronized void cutPower() {
        over = true;
        cutAt = Math.max(1, steps);
    }

    /// Counts a step; returns what goes wrong at it. After a power cut it throws.
    synchronized Optional<Fault> step(Step step) {
        requirePower();
        steps++;
        if (over || steps < at || !fits(step)) {
            return Optional.empty();
        }
        over = true;
        if (fault.get() == Fault.POWER_CUT) {
            cutAt = steps;
        }
        return fault;
    }

    synchronized void read(String file) {
        requirePower();
        reads++;
        if (!over && reads >= at && fault.equals(Optional.of(Fault.READ_ERROR))) {
            over = true;
            throw new DigiException(
                    new Problem.MediumFailed(file, "read", "simulated input/output error"));
        }
    }

    synchronized void requirePower() {
        if (cutAt > 0) {
            throw new PowerCut(cutAt);
        }
    }

    /// What the caller of a step throws for its fault.
    synchronized DigiException failure(Fault struck, String operation, String file) {
        requirePower();
        Problem problem =
                struck == Fault.NO_SPACE
                        ? new Problem.OutOfDisk(file, 0, 1)
                        : new Problem.MediumFailed(file, operation, "simulated " + struck);
        return new DigiException(problem);
    }

    private boolean fits(Step step) {
        return fault.isPresent()
                && switch (fault.get()) {
                    case IO_ERROR, POWER_CUT -> true;
                    case NO_SPACE -> step != Step.SYNC;
                    case SHORT_WRITE -> step == Step.WRITE;
                    case FAILED_SYNC -> step == Step.SYNC;
                    case READ_ERROR -> false;
                };
    }
}
