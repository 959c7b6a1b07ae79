package io.digi.model.engine;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;

/// Lets a caller withdraw a call that is under way. Thread-safe.
public final class Cancellation {
    private volatile boolean cancelled;

    public Cancellation() {}

    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// Throws [Problem.Cancelled] if the call was withdrawn.
    public void check(String operation) {
        if (cancelled) {
            throw new DigiException(new Problem.Cancelled(operation));
        }
    }
}
