package io.digi.storage.kv;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Remembers for a moment whether writes are stalled, since asking takes RocksDB's one lock.
final class StallGauge {
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final BooleanSupplier source;
    private final LongSupplier nanoClock;
    private final AtomicLong askedNanos;
    private volatile boolean stalled;

    StallGauge(BooleanSupplier source, LongSupplier nanoClock) {
        this.source = source;
        this.nanoClock = nanoClock;
        askedNanos = new AtomicLong(nanoClock.getAsLong() - FRESH_NANOS);
    }

    boolean isStalled() {
        long now = nanoClock.getAsLong();
        long asked = askedNanos.get();
        if (now - asked >= FRESH_NANOS && askedNanos.compareAndSet(asked, now)) {
            stalled = source.getAsBoolean();
        }
        return stalled;
    }
}
