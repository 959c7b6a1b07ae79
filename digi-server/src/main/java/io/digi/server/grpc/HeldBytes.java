package io.digi.server.grpc;

import io.digi.server.work.BodyBudget;
import java.util.concurrent.atomic.AtomicLong;

/// The room that a call's message takes up, given back once. Thread-safe.
final class HeldBytes implements AutoCloseable {
    private final BodyBudget budget;
    private final AtomicLong bytes = new AtomicLong();

    HeldBytes(BodyBudget budget) {
        this.budget = budget;
    }

    /// Throws [io.digi.model.error.Problem.Overloaded] if there is no room.
    void take(long count) {
        budget.take(count);
        bytes.addAndGet(count);
    }

    @Override
    public void close() {
        budget.giveBack(bytes.getAndSet(0));
    }
}
