package io.digi.engine.embedded;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One piece of work that several threads do together: the caller's, and those of a pool that come
/// while it lasts. Nobody waits for a thread that has not come.
final class Crew {
    private final Runnable work;
    private int active;
    private boolean over;
    private @Nullable Throwable failure;

    private Crew(Runnable work) {
        this.work = work;
    }

    /// Returns when the work is done and all who came have left. Throws what one of them met.
    ///
    /// @param work takes pieces until none is left; called by each thread
    static void work(Executor pool, int threads, Runnable work) {
        Crew crew = new Crew(work);
        try {
            for (int i = 1; i < threads; i++) {
                pool.execute(crew::help);
            }
        } catch (RejectedExecutionException e) {
            // The pool is closing; what is left is done here.
        }
        try {
            work.run();
        } finally {
            crew.end();
        }
        crew.rethrow();
    }

    private void help() {
        synchronized (this) {
            if (over) {
                return;
            }
            active++;
        }
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                failure = e;
            }
        } finally {
            synchronized (this) {
                active--;
                notifyAll();
            }
        }
    }

    /// Uninterruptible: what the others work on must not be closed under them.
    private synchronized void end() {
        over = true;
        boolean interrupted = false;
        while (active > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void rethrow() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
