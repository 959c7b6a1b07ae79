package io.digi.engine.write;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// The tasks of one collection in their order. A turn takes what has queued, as much as makes one
/// group; there is one turn at a time, and between two of them other collections have theirs.
final class WriterQueue {
    private static final long GROUP_SIZE_MAX = 4L << 20;

    private final Executor executor;
    private final Consumer<List<WriterTask>> turn;
    private final ArrayDeque<WriterTask> waiting = new ArrayDeque<>();
    private boolean scheduled;

    /// @param turn does the tasks, or fails them; throws nothing
    WriterQueue(Executor executor, Consumer<List<WriterTask>> turn) {
        this.executor = executor;
        this.turn = turn;
    }

    synchronized void add(WriterTask task) {
        waiting.add(task);
        if (!scheduled) {
            schedule();
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    /// Whether nothing waits, and no turn is under way.
    synchronized boolean isIdle() {
        return !scheduled;
    }

    private void schedule() {
        try {
            executor.execute(this::run);
            scheduled = true;
        } catch (RejectedExecutionException e) {
            scheduled = false;
            List<WriterTask> refused = List.copyOf(waiting);
            waiting.clear();
            DigiException problem =
                    new DigiException(new Problem.Unavailable("the engine is closed"), e);
            refused.forEach(task -> task.fail(problem));
        }
    }

    private void run() {
        turn.accept(take());
        synchronized (this) {
            scheduled = false;
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }

    private synchronized List<WriterTask> take() {
        List<WriterTask> tasks = new ArrayList<>();
        long size = 0;
        while (!waiting.isEmpty() && size < GROUP_SIZE_MAX) {
            WriterTask task = waiting.poll();
            tasks.add(task);
            size += task.sizeBytes();
        }
        return tasks;
    }
}
