package io.digi.engine.embedded;

import java.time.Duration;

/// Wakes writes that wait for room, after each batch that was linked.
final class BatchSignal implements Runnable {
    @Override
    public synchronized void run() {
        notifyAll();
    }

    /// Waits for the next batch, or a while.
    @SuppressWarnings("WaitNotInLoop") // whoever waits looks for room in a loop
    synchronized void await(Duration most) throws InterruptedException {
        wait(most.toMillis());
    }
}
