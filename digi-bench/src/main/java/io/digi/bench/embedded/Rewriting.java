package io.digi.bench.embedded;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// A thread that stores points of a collection again, as they are, batch after batch: the truth
/// stays, but every vector gets a new row and a new node.
public final class Rewriting implements AutoCloseable {
    private static final int BATCH = 64;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong stored = new AtomicLong();
    private final long begin = System.nanoTime();
    private final Future<?> work;
    private volatile boolean ended;

    private Rewriting(SearchSubject subject, long seed) {
        this.work = thread.submit(() -> rewrite(subject, new SplittableRandom(seed)));
    }

    public static Rewriting start(SearchSubject subject, long seed) {
        return new Rewriting(subject, seed);
    }

    private void rewrite(SearchSubject subject, SplittableRandom random) {
        LoadedCollection collection = subject.collection();
        int batch = Math.min(BATCH, subject.count());
        while (!ended) {
            int from = random.nextInt(subject.count() - batch + 1);
            collection.upsert(from, from + batch, subject::point);
            stored.addAndGet(batch);
        }
    }

    /// Points per second so far.
    public double perSecond() {
        return stored.get() * 1e9 / (System.nanoTime() - begin);
    }

    /// Waits for the write under way. Throws what has ended the writing, if anything has.
    @Override
    public void close() throws IOException {
        ended = true;
        try {
            work.get();
        } catch (ExecutionException failure) {
            throw new IOException("writing failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", interrupted);
        } finally {
            thread.shutdown();
        }
    }
}
