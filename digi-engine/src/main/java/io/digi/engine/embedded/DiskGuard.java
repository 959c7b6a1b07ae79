package io.digi.engine.embedded;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.DiskReserve;
import io.digi.storage.file.FileStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the free space of the disk. Below the low-water mark new data is refused; below half of
/// it the reserve is given up, so that deletes and their bookkeeping still find room. It is taken
/// again when there is plenty.
final class DiskGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final FileStore files;
    private final DiskReserve reserve;
    private final long lowWaterBytes;
    private final long reserveBytes;
    private final LongSupplier nanoClock;
    private final AtomicLong checkedNanos;
    private volatile long freeBytes;

    DiskGuard(
            FileStore files,
            DiskReserve reserve,
            long lowWaterBytes,
            long reserveBytes,
            LongSupplier nanoClock) {
        this.files = files;
        this.reserve = reserve;
        this.lowWaterBytes = lowWaterBytes;
        this.reserveBytes = reserveBytes;
        this.nanoClock = nanoClock;
        this.checkedNanos = new AtomicLong(nanoClock.getAsLong());
        check();
    }

    /// Throws [Problem.OutOfDisk] below the low-water mark. Costs a system call four times a second
    /// at most.
    void requireRoom() {
        long last = checkedNanos.get();
        long now = nanoClock.getAsLong();
        boolean due = now - last >= INTERVAL.toNanos() || isLow();
        if (due && checkedNanos.compareAndSet(last, now)) {
            check();
        }
        if (isLow()) {
            throw new DigiException(
                    new Problem.OutOfDisk(files.root().toString(), freeBytes, lowWaterBytes));
        }
    }

    /// Throws [Problem.OutOfDisk] unless so many bytes can be written above the low-water mark.
    void requireRoomFor(long sizeBytes) {
        freeBytes = files.usableBytes();
        if (freeBytes - sizeBytes < lowWaterBytes) {
            throw new DigiException(
                    new Problem.OutOfDisk(
                            files.root().toString(), freeBytes, lowWaterBytes + sizeBytes));
        }
    }

    boolean isLow() {
        return freeBytes < lowWaterBytes;
    }

    long freeBytes() {
        return freeBytes;
    }

    /// Looks at the disk, and gives up or takes the reserve. `synchronized`: the reserve is one
    /// file, and callers check beside the background.
    synchronized void check() {
        freeBytes = files.usableBytes();
        try {
            adjustReserve();
        } catch (DigiException e) {
            // Writes go on without a reserve; the next check tries again.
            LOG.warn("the disk reserve is not as it should be: {}", e.getMessage());
        }
    }

    private void adjustReserve() {
        if (freeBytes < lowWaterBytes / 2) {
            reserve.release();
        } else if (freeBytes > lowWaterBytes + 2 * reserveBytes && !reserve.isHeld()) {
            reserve.fill();
        }
    }
}
