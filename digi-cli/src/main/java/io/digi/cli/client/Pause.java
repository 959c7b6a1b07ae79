package io.digi.cli.client;

import java.time.Duration;

/// Waits between two attempts.
@FunctionalInterface
public interface Pause {
    /// Sleeps on the real clock.
    Pause REAL = Thread::sleep;

    void pause(Duration duration) throws InterruptedException;
}
