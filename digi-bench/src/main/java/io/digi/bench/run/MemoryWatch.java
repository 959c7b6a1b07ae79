package io.digi.bench.run;

import io.digi.bench.machine.ProcessUse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Looks at the resident memory of a process from time to time and keeps the most it saw.
final class MemoryWatch implements AutoCloseable {
    private final ProcessUse use;
    private final AtomicLong most = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private MemoryWatch(ProcessUse use) {
        this.use = use;
    }

    static MemoryWatch start(ProcessUse use, Duration each) {
        MemoryWatch watch = new MemoryWatch(use);
        var _ =
                watch.timer.scheduleAtFixedRate(
                        watch::look, 0, each.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            most.accumulateAndGet(use.residentBytes(), Math::max);
        } catch (IOException ended) {
            timer.shutdown();
        }
    }

    long mostBytes() {
        return most.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
