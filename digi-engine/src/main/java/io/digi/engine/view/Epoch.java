package io.digi.engine.view;

import io.digi.storage.kv.KvView;
import java.util.concurrent.atomic.AtomicInteger;

/// The key-value store as it was after one commit, shared by all reads that began before the next.
/// Whoever holds an epoch releases it; the last one closes the view of the store.
public final class Epoch implements AutoCloseable {
    private final long number;
    private final KvView kv;
    private final Runnable onUnused;
    private final AtomicInteger holders = new AtomicInteger(1);

    Epoch(long number, KvView kv, Runnable onUnused) {
        this.number = number;
        this.kv = kv;
        this.onUnused = onUnused;
    }

    /// The commit after which this epoch began; commits are counted from 1 in each process.
    public long number() {
        return number;
    }

    public KvView kv() {
        return kv;
    }

    /// Whether there was still a holder, so that the caller has become another one.
    boolean tryHold() {
        while (true) {
            int count = holders.get();
            if (count == 0) {
                return false;
            }
            if (holders.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    /// Releases one hold.
    @Override
    public void close() {
        if (holders.decrementAndGet() == 0) {
            kv.close();
            onUnused.run();
        }
    }
}
