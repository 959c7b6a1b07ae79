package io.digi.model.engine;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;

/// When a call gives up. Measured on [System#nanoTime].
public record Deadline(long nanoTime, boolean isSet) {
    private static final Duration LONGEST = Duration.ofDays(365);

    public static Deadline none() {
        return new Deadline(0, /* isSet= */ false);
    }

    public static Deadline after(Duration duration) {
        Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        return new Deadline(System.nanoTime() + bounded.toNanos(), /* isSet= */ true);
    }

    public boolean hasPassed() {
        return isSet && System.nanoTime() - nanoTime >= 0;
    }

    /// How long is left, at most `most`; zero if the deadline has passed.
    public Duration remaining(Duration most) {
        if (!isSet) {
            return most;
        }
        Duration left = Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }

    /// Throws [Problem.DeadlineExceeded] if the deadline has passed.
    public void check(String operation) {
        if (hasPassed()) {
            throw new DigiException(new Problem.DeadlineExceeded(operation));
        }
    }
}
