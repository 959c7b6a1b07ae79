package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.jobs.JobBoard;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.job.Job;
import io.digi.model.payload.JsonPath;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Completes payload indexes in the background, one at a time, on a thread of its own: a graph may
/// take hours, and filters should not wait for it. An index that was not completed is begun again
/// when its collection is next opened.
final class PayloadIndexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadIndexing.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);

    /// How long an index that could not be built goes without the next attempt.
    static final Duration FAILED_PAUSE = Duration.ofSeconds(30);

    /// An index of a collection, by its number.
    private record Place(int collection, JsonPath key) {}

    /// @param outcome ends when the index is complete, or not wanted any more
    private record Build(JobBoard.Ticket ticket, CompletableFuture<Void> outcome) {}

    private final CollectionRegistry registry;
    private final Predicate<Definition> exists;
    private final JobBoard jobs;
    private final Waiting waiting;
    private final Consumer<CollectionRegistry.Lease> completed;
    private final LongSupplier nanoClock;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("digi-payload-index").factory());
    private final Map<Place, Build> underWay = new ConcurrentHashMap<>();
    private final Map<Place, Long> failedNanos = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /// @param exists whether a collection has not been dropped
    /// @param completed hears of each collection that has an index more
    PayloadIndexing(
            CollectionRegistry registry,
            Predicate<Definition> exists,
            JobBoard jobs,
            Waiting waiting,
            Consumer<CollectionRegistry.Lease> completed,
            LongSupplier nanoClock) {
        this.registry = registry;
        this.exists = exists;
        this.jobs = jobs;
        this.waiting = waiting;
        this.completed = completed;
        this.nanoClock = nanoClock;
    }

    /// Looks after an opening whether there is something to do. Where all points are read to open a
    /// collection, that completes its indexes.
    void check(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        for (JsonPath key : state.building().keySet()) {
            Place place = new Place(state.definition().number(), key);
            if (!hasFailed(place)) {
                var _ = queue(place, state.definition(), "it was not complete");
            }
        }
        if (!Collections.disjoint(state.definition().unfinished(), state.fields().keySet())) {
            waiting.await(
                    Call.everything(),
                    "payload indexes that opening completed",
                    lease.writer().submit(DefinitionChanges.finishing()));
            completed.accept(lease);
        }
    }

    /// An index was asked for. The future ends when it is complete, or not wanted any more, or
    /// could not be built.
    CompletableFuture<Void> asked(CollectionRegistry.Lease lease, JsonPath key) {
        CollectionState state = lease.state();
        Place place = new Place(state.definition().number(), key);
        failedNanos.remove(place);
        return state.building().containsKey(key)
                ? queue(place, state.definition(), "it was asked for")
                : CompletableFuture.completedFuture(null);
    }

    /// Whether an index of the collection is being built, or about to be.
    boolean isUnderWay(int collection) {
        return underWay.keySet().stream().anyMatch(place -> place.collection() == collection);
    }

    /// Tries again what failed a while ago.
    void retry() {
        for (Place place : List.copyOf(failedNanos.keySet())) {
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

    private boolean hasFailed(Place place) {
        Long at = failedNanos.get(place);
        return at != null && nanoClock.getAsLong() - at < FAILED_PAUSE.toNanos();
    }

    private synchronized CompletableFuture<Void> queue(
            Place place, Definition definition, String reason) {
        Build present = underWay.get(place);
        if (present != null) {
            return present.outcome();
        }
        JobBoard.Ticket ticket =
                jobs.queue(
                        Job.Kind.BUILD_PAYLOAD_INDEX,
                        Optional.of(definition.name()),
                        "index on `%s`: %s".formatted(place.key(), reason));
        Build build = new Build(ticket, new CompletableFuture<>());
        underWay.put(place, build);
        try {
            thread.execute(() -> run(place, definition, build));
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: the next opening takes it up.
            end(
                    place,
                    build,
                    new DigiException(new Problem.Unavailable("the engine is closed"), e));
        }
        return build.outcome();
    }

    private void run(Place place, Definition definition, Build build) {
        Optional<CollectionRegistry.Lease> found = registry.leaseIfOpen(place.collection());
        if (found.isEmpty()) {
            // Taken out of memory meanwhile, or dropped: who still waits for it is not served.
            end(place, build, stopped(definition));
            return;
        }
        BooleanSupplier stopped = () -> closing || !exists.test(definition);
        try (CollectionRegistry.Lease lease = found.get()) {
            build.ticket().started();
            boolean over = false;
            while (!over) {
                DigiException failure =
                        failure(
                                new PayloadIndexJob(
                                        lease,
                                        place.key(),
                                        build.ticket(),
                                        waiting,
                                        stopped,
                                        PayloadIndexJob.POINTS_MAX,
                                        PayloadIndexJob.VALUES_MAX));
                if (failure != null) {
                    failedNanos.put(place, nanoClock.getAsLong());
                    end(place, build, notBuilt(place, failure));
                    over = true;
                } else if (stopped.getAsBoolean()) {
                    end(place, build, stopped(definition));
                    over = true;
                } else {
                    over = endIfComplete(lease, place, build);
                }
            }
        }
    }

    /// Unless the same key was asked for again meanwhile.
    private synchronized boolean endIfComplete(
            CollectionRegistry.Lease lease, Place place, Build build) {
        if (lease.state().building().containsKey(place.key())) {
            return false;
        }
        failedNanos.remove(place);
        try {
            completed.accept(lease);
        } catch (RuntimeException e) {
            LOG.error("what follows a payload index failed", e);
        } finally {
            // Who waits has waited for the index, which is there.
            end(place, build, null);
        }
        return true;
    }

    /// The index is kept and built later, whatever has failed: so who waits is not refused, but not
    /// served either.
    private static DigiException notBuilt(Place place, DigiException failure) {
        String reason =
                "the index on `%s` was asked for, but building it failed: %s"
                        .formatted(place.key(), failure.getMessage());
        return new DigiException(new Problem.OutcomeUnknown(reason), failure);
    }

    private DigiException stopped(Definition definition) {
        return new DigiException(
                exists.test(definition)
                        ? new Problem.Unavailable("the engine is closing")
                        : new Problem.CollectionNotFound(definition.name()));
    }

    private synchronized void end(Place place, Build build, @Nullable DigiException failure) {
        underWay.remove(place);
        if (failure == null) {
            build.ticket().done();
            build.outcome().complete(null);
        } else {
            build.ticket().failed(String.valueOf(failure.getMessage()));
            build.outcome().completeExceptionally(failure);
        }
    }

    private static @Nullable DigiException failure(PayloadIndexJob job) {
        try {
            job.run();
            return null;
        } catch (DigiException e) {
            LOG.warn("a payload index could not be built: {}", e.getMessage());
            return e;
        } catch (RuntimeException | Error e) {
            LOG.error("a payload index could not be built", e);
            return new DigiException(new Problem.Internal(e.toString()), e);
        }
    }

    /// Stops what runs after the batch under work, and drops what waits: all of it is taken up
    /// again after the next opening.
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("payload indexing did not end within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
