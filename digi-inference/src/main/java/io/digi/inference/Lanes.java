package io.digi.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Work on a fixed number of lanes: however many calls come in, no more than that many of their
/// items are worked on at once.
///
/// A call works on its own thread, and is helped by other threads if they are idle at its start.
/// Nothing is queued: a call that finds no help does all of its work itself, and waits for a lane
/// before each item, in order of arrival. So a call of one item never waits for all of a long one.
final class Lanes implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final int count;
    private final Semaphore free;
    private final ThreadPoolExecutor helpers;

    /// `threadName` is how the names of the helping threads begin.
    Lanes(int count, String threadName) {
        if (count < 1) {
            throw new IllegalArgumentException("threads " + count + ": expected at least 1");
        }
        this.count = count;
        this.free = new Semaphore(count, /* fair= */ true);
        this.helpers =
                new ThreadPoolExecutor(
                        0,
                        Math.max(1, count - 1),
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name(threadName, 0).factory());
    }

    /// Does `item` for each number below `itemCount`, in any order, and returns when all are done.
    /// If an item throws, no further one is begun, and that is thrown after those under way are
    /// done.
    void forEach(int itemCount, IntConsumer item) {
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> take(next, itemCount, item);
        List<CompletableFuture<Void>> workers = enlist(Math.min(count, itemCount) - 1, work);
        workers.add(CompletableFuture.runAsync(work, /* on this thread */ Runnable::run));
        try {
            CompletableFuture.allOf(workers.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    /// Does `work` while no item is under way.
    void exclusively(Runnable work) {
        free.acquireUninterruptibly(count);
        try {
            work.run();
        } finally {
            free.release(count);
        }
    }

    /// Lets the helping threads end when they have nothing to do; calls are then on their own.
    @Override
    public void close() {
        helpers.shutdown();
    }

    private List<CompletableFuture<Void>> enlist(int helperCount, Runnable work) {
        List<CompletableFuture<Void>> enlisted = new ArrayList<>();
        try {
            for (int i = 0; i < helperCount; i++) {
                enlisted.add(CompletableFuture.runAsync(work, helpers));
            }
        } catch (RejectedExecutionException e) {
            // All of them are busy, which is no failure.
        }
        return enlisted;
    }

    private void take(AtomicInteger next, int itemCount, IntConsumer item) {
        for (int i = next.getAndIncrement(); i < itemCount; i = next.getAndIncrement()) {
            free.acquireUninterruptibly();
            boolean done = false;
            try {
                item.accept(i);
                done = true;
            } finally {
                free.release();
                if (!done) {
                    next.set(itemCount);
                }
            }
        }
    }

    private static RuntimeException unwrapped(CompletionException e) {
        return switch (e.getCause()) {
            case RuntimeException thrown -> thrown;
            case Error thrown -> throw thrown;
            case null, default -> e;
        };
    }
}
