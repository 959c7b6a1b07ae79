package io.digi.index.memory;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A limit in bytes, shared by everything that holds much memory. It counts; it allocates nothing.
///
/// Reservations carry a *purpose* (`vectors`, `codes`), the name they appear under in telemetry: a
/// fixed few per program, not one per collection. Thread-safe; the sum of all reservations never
/// exceeds the limit, not even for an instant.
public final class MemoryBudget {
    private static final int PURPOSE_COUNT_MAX = 64;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Map<String, AtomicLong> bytesByPurpose = new ConcurrentHashMap<>();

    public MemoryBudget(long limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException(
                    "memory limit is %d bytes, must not be negative".formatted(limitBytes));
        }
        this.limitBytes = limitBytes;
    }

    /// Throws [MemoryRefusedException] if less than `bytes` are left.
    public void reserve(String purpose, long bytes) {
        long before = add(purpose, bytes);
        if (before > limitBytes - bytes) {
            throw new MemoryRefusedException(purpose, bytes, before, limitBytes);
        }
    }

    /// Returns whether `bytes` were left and are reserved now.
    public boolean tryReserve(String purpose, long bytes) {
        return add(purpose, bytes) <= limitBytes - bytes;
    }

    /// Gives back what was reserved for the same purpose, in one or several parts.
    public void release(String purpose, long bytes) {
        requireNotNegative(purpose, bytes);
        long left = counter(purpose).addAndGet(-bytes);
        if (left < 0) {
            counter(purpose).addAndGet(bytes);
            throw new IllegalStateException(
                    "%s released %,d bytes, but had reserved %,d only"
                            .formatted(purpose, bytes, left + bytes));
        }
        usedBytes.addAndGet(-bytes);
    }

    public long limitBytes() {
        return limitBytes;
    }

    public long usedBytes() {
        return usedBytes.get();
    }

    public MemoryUse use() {
        Map<String, Long> parts = new TreeMap<>();
        bytesByPurpose.forEach((purpose, bytes) -> parts.put(purpose, bytes.get()));
        return new MemoryUse(limitBytes, usedBytes.get(), parts);
    }

    /// Adds `bytes` if they fit; returns what was in use before, in both cases.
    private long add(String purpose, long bytes) {
        requireNotNegative(purpose, bytes);
        AtomicLong counter = counter(purpose);
        long before = usedBytes.get();
        while (before <= limitBytes - bytes) {
            long witness = usedBytes.compareAndExchange(before, before + bytes);
            if (witness == before) {
                counter.addAndGet(bytes);
                return before;
            }
            before = witness;
        }
        return before;
    }

    private AtomicLong counter(String purpose) {
        AtomicLong counter = bytesByPurpose.get(purpose);
        if (counter == null) {
            requireFewPurposes(purpose);
            counter = bytesByPurpose.computeIfAbsent(purpose, name -> new AtomicLong());
        }
        return counter;
    }

    private void requireFewPurposes(String purpose) {
        if (bytesByPurpose.size() >= PURPOSE_COUNT_MAX) {
            throw new IllegalStateException(
                    "more than %d purposes of memory, last \"%s\": a purpose is a kind of use"
                            .formatted(PURPOSE_COUNT_MAX, purpose));
        }
    }

    private static void requireNotNegative(String purpose, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "%s asked for %d bytes, must not be negative".formatted(purpose, bytes));
        }
    }
}
