package io.digi.engine.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Long work on few threads, in turns, so that what is short does not wait for what is long: new
/// work has its first turn as soon as a thread is free, and everything begun goes on in a circle.
/// So much is begun at a time at most; beyond that, new work waits until something ends.
final class TurnTaking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnTaking.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    /// Something to be done in turns. One thread at a time.
    interface Work {
        /// Goes on for about a turn. Returns whether this was the last one, which it also is if
        /// something is thrown.
        boolean turn();
    }

    private final String name;
    private final ExecutorService threads;
    private final int begunMax;
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private final ArrayDeque<Work> begun = new ArrayDeque<>();
    private int begunCount;

    TurnTaking(String name, int threadCount, int begunMax) {
        this.name = name;
        this.begunMax = begunMax;
        this.threads =
                Executors.newFixedThreadPool(
                        threadCount, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /// Takes up new work. After [#close] it has its turns at once, so that it can end.
    void add(Work work) {
        synchronized (this) {
            waiting.add(work);
        }
        schedule();
    }

    /// As many turns are scheduled as there is work, so each one finds some.
    private void schedule() {
        try {
            threads.execute(this::next);
        } catch (RejectedExecutionException e) {
            next();
        }
    }

    private void next() {
        Work work;
        synchronized (this) {
            boolean isNew = !waiting.isEmpty() && (begunCount < begunMax || begun.isEmpty());
            work = isNew ? waiting.remove() : begun.remove();
            begunCount += isNew ? 1 : 0;
        }
        boolean isOver = turn(work);
        synchronized (this) {
            if (isOver) {
                begunCount--;
            } else {
                begun.add(work);
            }
        }
        if (!isOver) {
            schedule();
        }
    }

    private boolean turn(Work work) {
        try {
            return work.turn();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("{} ended unexpectedly", name, e);
            return true;
        }
    }

    /// Waits until all work has ended, for a minute at most. Whoever closes lets it end soon.
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} did not end within {}", name, CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
