package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.jobs.JobBoard;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.job.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds graphs in the background, on threads of its own: linking takes long, and what brings rows
/// to disk must not wait for it.
final class Indexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    /// How long a collection without writes goes with a tail.
    static final Duration REST_PAUSE = Duration.ofSeconds(2);

    private final CollectionRegistry registry;
    private final Predicate<Definition> exists;
    private final JobBoard jobs;
    private final ExecutorService pool;
    private final LongSupplier nanoClock;
    private final IndexTools tools;
    private final IndexNeed need;
    private final TailBound bound;
    private final Map<IndexPlace, JobBoard.Ticket> underWay = new ConcurrentHashMap<>();
    private final Map<IndexPlace, Long> failedNanos = new ConcurrentHashMap<>();

    /// The last operation of each open collection when tails were last looked at.
    private final Map<Integer, Long> operationsSeen = new ConcurrentHashMap<>();

    /// Collections whose tenants were looked at since they were last written or changed.
    private final Set<Integer> sharesSeen = ConcurrentHashMap.newKeySet();

    private volatile boolean closing;

    /// @param exists whether a collection has not been dropped
    /// @param pool of the threads of [IndexingSettings]
    Indexing(
            IndexTools tools,
            CollectionRegistry registry,
            Predicate<Definition> exists,
            JobBoard jobs,
            ExecutorService pool,
            LongSupplier nanoClock) {
        this.tools = tools;
        this.need = new IndexNeed(tools.settings());
        this.bound = new TailBound(tools, nanoClock, this::hasFailed);
        this.registry = registry;
        this.exists = exists;
        this.jobs = jobs;
        this.pool = pool;
        this.nanoClock = nanoClock;
    }

    /// Looks after a write, a change or an opening whether there is something to do.
    void check(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        sharesSeen.remove(state.definition().number());
        for (VectorState vector : state.vectors().values()) {
            IndexPlace place = new IndexPlace(state.definition().number(), vector.number());
            if (!underWay.containsKey(place) && !hasFailed(place)) {
                need.of(state, vector).ifPresent(reason -> queue(place, state, reason));
            }
        }
    }

    /// The same after an opening: graphs that were saved are taken up, wanted or not any more.
    void opened(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        for (VectorState vector : state.vectors().values()) {
            IndexPlan plan = IndexNeed.plan(state, vector);
            if (!tools.files().list(plan.collection(), plan.vector()).isEmpty()) {
                IndexPlace place = new IndexPlace(plan.collection(), plan.vector());
                queue(place, state, "it was saved");
            }
        }
        check(lease);
    }

    /// The same after a change of the settings: what failed before may go well now.
    void changed(CollectionRegistry.Lease lease) {
        int number = lease.state().definition().number();
        failedNanos.keySet().removeIf(place -> place.collection() == number);
        check(lease);
    }

    /// Whether a graph of the collection is being built, or about to be.
    boolean isUnderWay(int collection) {
        return underWay.keySet().stream().anyMatch(place -> place.collection() == collection);
    }

    /// Whether a graph is wanted that nobody builds: indexing is switched off, or was refused
    /// memory.
    boolean isPending(CollectionState state) {
        return state.vectors().values().stream()
                .anyMatch(vector -> {
                    IndexPlan plan = IndexNeed.plan(state, vector);
                    IndexPlace place = new IndexPlace(state.definition().number(), vector.number());
                    boolean waits = hasFailed(place) || !plan.optimizers().isEnabled();
                    return waits && need.whenEnabled(state, vector).isPresent();
                });
    }

    /// Lets a write wait while too many vectors are not linked where a graph is due. Throws
    /// [io.digi.model.error.Problem.Overloaded] if that goes on.
    void awaitRoom(Call call, CollectionRegistry.Lease lease) {
        bound.awaitRoom(call, lease::state, () -> check(lease), () -> progressOf(lease.state()));
    }

    private String progressOf(CollectionState state) {
        return underWay.entrySet().stream()
                .filter(entry -> entry.getKey().collection() == state.definition().number())
                .map(entry -> "%.0f %% done".formatted(entry.getValue().percent()))
                .findFirst()
                .orElse("about to begin");
    }

    private boolean hasFailed(IndexPlace place) {
        Long at = failedNanos.get(place);
        return at != null && nanoClock.getAsLong() - at < tools.settings().failedPause().toNanos();
    }

    private synchronized void queue(IndexPlace place, CollectionState state, String reason) {
        if (closing || underWay.containsKey(place)) {
            return;
        }
        Definition definition = state.definition();
        bound.queued(place, state.vector(place.vector()));
        JobBoard.Ticket ticket =
                jobs.queue(Job.Kind.BUILD_VECTOR_INDEX, Optional.of(definition.name()), reason);
        underWay.put(place, ticket);
        try {
            pool.execute(() -> run(place, definition, ticket));
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: the next opening takes it up.
            ended(place);
            ticket.done();
        }
    }

    private void run(IndexPlace place, Definition definition, JobBoard.Ticket ticket) {
        Optional<CollectionRegistry.Lease> found = registry.leaseIfOpen(place.collection());
        if (found.isEmpty()) {
            ended(place);
            ticket.done();
            return;
        }
        try (CollectionRegistry.Lease lease = found.get()) {
            BooleanSupplier dropped = () -> !exists.test(definition);
            BooleanSupplier stopped = () -> closing || dropped.getAsBoolean();
            ticket.started();
            IndexJob job =
                    new IndexJob(
                            tools,
                            new IndexedVector(
                                    lease,
                                    place.vector(),
                                    /* tenant= */ Optional.empty(),
                                    tools.settings().ownMin(),
                                    dropped,
                                    stopped),
                            ticket);
            CollectionState before = lease.state();
            boolean wanted = isWanted(before, place);
            Optional<String> failure = failure(job);
            boolean isVain = wanted && !job.hasChanged() && isSame(before, lease.state());
            if (failure.isPresent() || isVain) {
                failedNanos.put(place, nanoClock.getAsLong());
            } else {
                failedNanos.remove(place);
            }
            ended(place);
            failure.ifPresentOrElse(ticket::failed, ticket::done);
            tools.published().run();
            if (!stopped.getAsBoolean()) {
                check(lease);
            }
        }
    }

    /// Whether nothing has come between. What a job finds and what it was wanted for may differ if
    /// something has: points come and go, tenants grow large, payload indexes become complete.
    @SuppressWarnings("ReferenceEquality") // whoever changes something publishes another state
    private static boolean isSame(CollectionState before, CollectionState after) {
        return before == after;
    }

    private boolean isWanted(CollectionState state, IndexPlace place) {
        return need.of(state, state.vector(place.vector())).isPresent();
    }

    private void ended(IndexPlace place) {
        bound.ended(place);
        underWay.remove(place);
    }

    /// Links short tails, too, once nothing was written for a while: searches compare them row by
    /// row.
    void linkRests() {
        registry.forEachOpen(loaded -> {
            CollectionState state = loaded.collection().state();
            int number = state.definition().number();
            Long seen = operationsSeen.put(number, state.operationNumber());
            if (seen != null && seen == state.operationNumber()) {
                boolean isFirst = sharesSeen.add(number);
                state.vectors().values().forEach(vector -> linkRest(state, vector, isFirst));
            }
        });
        List<Integer> open = registry.open();
        operationsSeen.keySet().retainAll(open);
        sharesSeen.retainAll(open);
    }

    private void linkRest(CollectionState state, VectorState vector, boolean looksAtShares) {
        IndexPlace place = new IndexPlace(state.definition().number(), vector.number());
        if (!underWay.containsKey(place) && !hasFailed(place)) {
            need.ofRest(state, vector, looksAtShares)
                    .ifPresent(reason -> queue(place, state, reason));
        }
    }

    /// Tries again what failed a while ago, without waiting for a write.
    void retry() {
        for (IndexPlace place : List.copyOf(failedNanos.keySet())) {
            Optional<CollectionRegistry.Lease> found = registry.leaseIfOpen(place.collection());
            if (found.isEmpty()) {
                failedNanos.remove(place);
            } else {
                try (CollectionRegistry.Lease lease = found.get()) {
                    check(lease);
                }
            }
        }
    }

    /// Does the work. Returns what went wrong with it, if something did.
    private static Optional<String> failure(IndexJob job) {
        try {
            job.run();
            return Optional.empty();
        } catch (DigiException | MemoryRefusedException e) {
            LOG.warn("a graph could not be built: {}", e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.error("a graph could not be built", e);
            return Optional.of(e.toString());
        }
    }

    /// Stops what runs after the vectors under work, and drops what waits: all of it is taken up
    /// again after the next opening. Saves graphs that have changed much, as far as they can be in
    /// a few seconds.
    @Override
    public void close() {
        closing = true;
        pool.shutdown();
        try {
            if (pool.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                new SavingAtEnd(tools, registry, exists, nanoClock).run();
            } else {
                LOG.warn("indexing did not end within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
