package io.digi.server.work;

import io.digi.model.engine.Cancellation;
import io.digi.server.metrics.Load;
import io.digi.server.settings.ServiceSettings;
import java.util.Map;

/// The threads that work on requests, and the room for their bodies.
public final class Lanes implements AutoCloseable {
    private static final int QUEUE_PER_SEARCH_THREAD = 16;

    /// Writers wait for one sync of the disk together, so there are more of them than processors.
    private static final int WRITERS = 64;

    private static final int WRITE_QUEUE_CAPACITY = 1_024;
    private static final int SNAPSHOT_THREADS = 4;
    private static final int SNAPSHOT_QUEUE_CAPACITY = 64;
    private static final int BODIES_MIN = 4;
    private static final int HEAP_PART_FOR_BODIES = 4;

    private final WorkPool searches;
    private final WorkPool writes;
    private final WorkPool snapshots;
    private final Cancellation stopping = new Cancellation();
    private final BodyBudget bodies;

    public Lanes(ServiceSettings settings) {
        int threads = settings.searchThreads();
        searches = new WorkPool("search", threads, threads * QUEUE_PER_SEARCH_THREAD);
        writes = new WorkPool("write", WRITERS, WRITE_QUEUE_CAPACITY);
        snapshots = new WorkPool("snapshot", SNAPSHOT_THREADS, SNAPSHOT_QUEUE_CAPACITY);
        bodies =
                new BodyBudget(
                        Math.max(
                                settings.requestSizeMaxBytes() * BODIES_MIN,
                                Runtime.getRuntime().maxMemory() / HEAP_PART_FOR_BODIES));
    }

    public void submit(Lane lane, Runnable work) {
        switch (lane) {
            case DIRECT -> work.run();
            case SEARCH -> searches.submit(work);
            case WRITE -> writes.submit(work);
            case SNAPSHOT -> snapshots.submit(work);
        }
    }

    /// Comes when the server stops: for work that would go on for longer than a stop may take.
    public Cancellation stopping() {
        return stopping;
    }

    public BodyBudget bodies() {
        return bodies;
    }

    public Load load() {
        return new Load(
                Map.of(
                        "search", searches.depth(),
                        "write", writes.depth(),
                        "snapshot", snapshots.depth()),
                Map.of(
                        "search", searches.rejectedCount(),
                        "write", writes.rejectedCount(),
                        "snapshot", snapshots.rejectedCount()),
                bodies.usedBytes());
    }

    @Override
    public void close() {
        searches.close();
        writes.close();
        stopping.cancel();
        snapshots.close();
    }
}
