package io.digi.index.hnsw;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// Those who read a graph's memory by address, so that it is freed when nobody does.
///
/// Whoever reads says so before and after, once for a search. Counts are spread over cache lines,
/// as all threads that search change them. A reader counts itself and then looks whether the graph
/// is closed, the closing thread the other way round: one of them sees the other.
final class Readers {
    /// So long may a search still be under way when its graph is closed.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int STRIPES = 16;

    /// Longs from one count to the next: two cache lines, as they are fetched in pairs.
    private static final int STRIDE = 16;

    private static final long POLL_NANOS = 50_000;

    private final AtomicLongArray counts = new AtomicLongArray(STRIPES * STRIDE);
    private volatile boolean closed;

    /// Returns what [#leave] takes. Throws [IllegalStateException] if the graph is closed.
    int enter() {
        int stripe = (int) (Thread.currentThread().threadId() & (STRIPES - 1)) * STRIDE;
        counts.incrementAndGet(stripe);
        if (closed) {
            counts.decrementAndGet(stripe);
            throw new IllegalStateException("the graph is closed: nothing can be read from it");
        }
        return stripe;
    }

    void leave(int stripe) {
        counts.decrementAndGet(stripe);
    }

    /// Lets nobody in any more, and waits until those who read are out. Throws
    /// [IllegalStateException] if one stays for a minute: memory that is lost does less harm than
    /// memory that is read when it is freed.
    void close() {
        close(PATIENCE);
    }

    void close(Duration patience) {
        closed = true;
        long giveUp = System.nanoTime() + patience.toNanos();
        while (count() > 0) {
            if (System.nanoTime() - giveUp > 0) {
                throw new IllegalStateException(
                        "a graph is closed that is still read: its memory is not freed");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long count() {
        long sum = 0;
        for (int stripe = 0; stripe < counts.length(); stripe += STRIDE) {
            sum += counts.get(stripe);
        }
        return sum;
    }
}
