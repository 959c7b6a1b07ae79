package io.digi.server.work;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies may be in work at once, over all requests. Thread-safe.
public final class BodyBudget {
    private final long capacityBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    public BodyBudget(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /// Throws [Problem.Overloaded] if there is no room.
    public void take(long bytes) {
        if (usedBytes.addAndGet(bytes) > capacityBytes) {
            usedBytes.addAndGet(-bytes);
            throw new DigiException(
                    new Problem.Overloaded("the room for request bodies", capacityBytes));
        }
    }

    public void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    public long usedBytes() {
        return usedBytes.get();
    }
}
