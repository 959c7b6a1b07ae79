package io.digi.engine.embedded;

import io.digi.model.error.DigiException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread for work that no caller waits for. Work of the same name is queued once.
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("digi-background").factory());
    private final Set<String> queued = ConcurrentHashMap.newKeySet();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;
    private volatile boolean closing;

    /// Work that failed is not run again before `untilNanos`.
    private record Pause(long untilNanos, Duration length) {}

    Background(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Who asks while this is closing is as little served as who asked before.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /// Runs `work` soon, unless work of this name waits already, or has failed lately: what fails
    /// each time would otherwise be tried after every write.
    void submit(String name, Runnable work) {
        Pause pause = pauses.get(name);
        if (pause == null || nanoClock.getAsLong() - pause.untilNanos() >= 0) {
            submitAfter(Duration.ZERO, name, work);
        }
    }

    /// Runs `work` after a while, unless work of this name waits already.
    void submitAfter(Duration delay, String name, Runnable work) {
        if (!closing && queued.add(name)) {
            var _ =
                    executor.schedule(
                            () -> {
                                queued.remove(name);
                                run(name, work);
                            },
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
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

    /// Ends what runs and what waits for the thread, for a minute at most. What was to run later is
    /// dropped: it is taken up again after the next opening.
    @Override
    public void close() {
        CountDownLatch ended = new CountDownLatch(1);
        closing = true;
        if (executor.isShutdown()) {
            return;
        }
        executor.execute(ended::countDown);
        try {
            if (!ended.await(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("background work did not end within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Without an interrupt: that would close the files of what still runs.
        executor.shutdown();
    }

    private void run(String name, Runnable work) {
        boolean failed = true;
        try {
            work.run();
            failed = false;
        } catch (DigiException e) {
            LOG.warn("{} failed: {}", name, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", name, e);
        }
        if (failed) {
            pause(name);
        } else {
            pauses.remove(name);
        }
    }

    private void pause(String name) {
        long now = nanoClock.getAsLong();
        // Work of collections that are gone is never asked for again.
        pauses.values().removeIf(p -> now - p.untilNanos() > PAUSE_MAX.toNanos());
        pauses.compute(
                name,
                (_, last) -> {
                    Duration length = last == null ? PAUSE_MIN : last.length().multipliedBy(2);
                    Duration bounded = length.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : length;
                    return new Pause(now + bounded.toNanos(), bounded);
                });
    }
}
