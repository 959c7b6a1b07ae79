package io.digi.engine.embedded;

import io.digi.model.change.PointChange;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Decides whether a write may join those that wait: not when too many do, when the store cannot
/// keep up, or when it would bring new data onto a full disk.
final class WriteGate {
    private final long queueBytesMax;
    private final DiskGuard disk;
    private final StallCheck stalled;
    private final AtomicLong waitingBytes = new AtomicLong();

    /// Whether the store slows writes down.
    interface StallCheck {
        boolean isStalled();
    }

    WriteGate(long queueBytesMax, DiskGuard disk, StallCheck stalled) {
        this.queueBytesMax = queueBytesMax;
        this.disk = disk;
        this.stalled = stalled;
    }

    /// Refuses changes that bring new data while the disk is almost full.
    void checkDisk(List<PointChange> changes) {
        if (changes.stream().anyMatch(WriteGate::bringsData)) {
            disk.requireRoom();
        }
    }

    /// Takes a place in the queue, to be given back with [#leave]. One write may always enter,
    /// however large.
    void enter(long sizeBytes) {
        if (stalled.isStalled()) {
            throw new DigiException(new Problem.Overloaded("the store's write buffers", 1));
        }
        long before = waitingBytes.getAndAdd(sizeBytes);
        if (before > 0 && before + sizeBytes > queueBytesMax) {
            leave(sizeBytes);
            throw new DigiException(
                    new Problem.Overloaded("the queue of writes (in bytes)", queueBytesMax));
        }
    }

    void leave(long sizeBytes) {
        waitingBytes.addAndGet(-sizeBytes);
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    /// Whether changes add rows of vectors.
    static boolean bringsVectors(List<PointChange> changes) {
        return changes.stream()
                .anyMatch(change ->
                        change instanceof PointChange.Upsert
                                || change instanceof PointChange.UpdateVectors);
    }

    private static boolean bringsData(PointChange change) {
        return switch (change) {
            case PointChange.Upsert _,
                    PointChange.UpdateVectors _,
                    PointChange.SetPayload _,
                    PointChange.OverwritePayload _ ->
                    true;
            case PointChange.Delete _,
                    PointChange.DeleteVectors _,
                    PointChange.DeletePayload _,
                    PointChange.ClearPayload _ ->
                    false;
        };
    }
}
