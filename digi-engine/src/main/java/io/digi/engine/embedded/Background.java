package io.digi.engine.embedded;

import io.digi.model.error.DigiException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread for work that no caller waits for. Work of the same name is queued once.
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("digi-background").factory());
    private final Set<String> queued = ConcurrentHashMap.newKeySet();

    /// Runs `work` soon, unless work of this name waits already.
    void submit(String name, Runnable work) {
        if (!executor.isShutdown() && queued.add(name)) {
            executor.execute(() -> {
                queued.remove(name);
                run(name, work);
            });
        }
    }

    void every(Duration interval, String name, Runnable work) {
        var _ =
                executor.scheduleWithFixedDelay(
                        () -> run(name, work),
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// Ends what runs and drops what waits: all of it is taken up again after the next opening.
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("background work did not end within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String name, Runnable work) {
        try {
            work.run();
        } catch (DigiException e) {
            LOG.warn("{} failed: {}", name, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", name, e);
        }
    }
}
