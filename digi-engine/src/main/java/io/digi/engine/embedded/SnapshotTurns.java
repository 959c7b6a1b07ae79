package io.digi.engine.embedded;

import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Lets one snapshot of a collection, and one of the storage, be made or restored at a time.
/// Thread-safe.
final class SnapshotTurns {
    private final Duration patience;
    private final Set<String> taken = new HashSet<>();

    /// @param patience how long to wait where the call has no deadline
    SnapshotTurns(Duration patience) {
        this.patience = patience;
    }

    /// A turn that was taken; to be closed.
    final class Turn implements AutoCloseable {
        private final String of;

        private Turn(String of) {
            this.of = of;
        }

        @Override
        public void close() {
            synchronized (SnapshotTurns.this) {
                taken.remove(of);
                SnapshotTurns.this.notifyAll();
            }
        }
    }

    /// Waits for the turn. Throws [Problem.Overloaded] if it does not come in time.
    synchronized Turn take(Call call, String of) {
        long giveUp = System.nanoTime() + call.deadline().remaining(patience).toNanos();
        while (!taken.add(of)) {
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                throw new DigiException(new Problem.Overloaded("the snapshots of " + of, 1));
            }
            try {
                wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DigiException(new Problem.Cancelled("snapshot"), e);
            }
        }
        return new Turn(of);
    }
}
