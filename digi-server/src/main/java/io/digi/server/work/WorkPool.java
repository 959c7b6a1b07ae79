package io.digi.server.work;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// A fixed number of threads and a bounded queue before them.
final class WorkPool implements AutoCloseable {
    private static final int STOP_SECONDS_MAX = 5;

    private final String name;
    private final int capacity;
    private final ThreadPoolExecutor executor;
    private final LongAdder rejected = new LongAdder();

    WorkPool(String name, int threads, int capacity) {
        this.name = name;
        this.capacity = capacity;
        ThreadFactory factory = Thread.ofPlatform().name("digi-" + name + "-", 0).factory();
        executor =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(capacity),
                        factory);
        executor.allowCoreThreadTimeOut(true);
    }

    /// Throws [Problem.Overloaded] if the queue is full.
    void submit(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            rejected.increment();
            throw new DigiException(new Problem.Overloaded("the queue of " + name, capacity), e);
        }
    }

    int depth() {
        return executor.getQueue().size();
    }

    long rejectedCount() {
        return rejected.sum();
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
