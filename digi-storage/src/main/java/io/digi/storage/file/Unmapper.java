package io.digi.storage.file;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Unmaps retired mappings on one thread, since closing a shared arena stops every thread of the
/// process for a moment. Its queue is bounded by the budget of mappings, which counts those that
/// wait here.
final class Unmapper {
    private static final Logger LOG = LoggerFactory.getLogger(Unmapper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("digi-unmapper").factory());

    void retire(String name, Arena arena, Runnable unmapped) {
        thread.execute(() -> {
            try {
                arena.close();
                unmapped.run();
            } catch (IllegalStateException e) {
                LOG.error("{} is still in use and stays mapped", name, e);
            }
        });
    }

    /// After this nothing can be retired.
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("mappings were not gone within {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
