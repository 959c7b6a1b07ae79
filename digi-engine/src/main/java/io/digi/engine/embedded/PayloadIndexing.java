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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Completes payload indexes in the background, on threads of its own: a graph may take hours, and
/// filters should not wait for it. Indexes take turns, so that a small one does not wait for a
/// large one. An index that was not completed is begun again when its collection is next opened.
final class PayloadIndexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadIndexing.class);
    private static final int THREADS =
            Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    /// Each of these keeps its collection in memory.
    private static final int BEGUN_MAX = 16;

    private static final Duration TURN = Duration.ofMillis(500);

    /// How long an index that could not be built goes without the next attempt.
    static final Duration FAILED_PAUSE = Duration.ofSeconds(30);

    /// An index of a collection, by its number.
    private record Place(int collection, JsonPath key) {}

    private final CollectionRegistry registry;
    private final Predicate<Definition> exists;
    private final JobBoard jobs;
    private final Waiting waiting;
    private final IndexFiling filing;
    private final DamagedIndexes damaged;
    private final Consumer<CollectionRegistry.Lease> completed;
    private final LongSupplier nanoClock;
    private final TurnTaking turns = new TurnTaking("digi-payload-index", THREADS, BEGUN_MAX);
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
            IndexFiling filing,
            Consumer<CollectionRegistry.Lease> completed,
            LongSupplier nanoClock) {
        this.registry = registry;
        this.exists = exists;
        this.jobs = jobs;
        this.waiting = waiting;
        this.filing = filing;
        this.damaged = new DamagedIndexes(registry, waiting, filing);
        this.completed = completed;
        this.nanoClock = nanoClock;
    }

    /// Looks after an opening whether there is something to do. Where all points are read to open a
    /// collection, that completes its indexes.
    void check(CollectionRegistry.Lease lease) {
        damaged.rebuild(lease);
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
        if (state.building().containsKey(key)) {
            return queue(place, state.definition(), "it was asked for");
        }
        if (filing.isDue(state)) {
            // It was asked to be on disk, or to be there no more.
            completed.accept(lease);
        }
        return CompletableFuture.completedFuture(null);
    }

    /// Whether an index of the collection is being built, or about to be.
    boolean isUnderWay(int collection) {
        return underWay.keySet().stream().anyMatch(place -> place.collection() == collection);
    }

    /// Tries again what failed a while ago, and builds anew what turned out to be damaged.
    void retry() {
        damaged.collections()
                .forEach(number ->
                        registry.leaseIfOpen(number)
                                .ifPresent(lease -> {
                                    try (lease) {
                                        check(lease);
                                    }
                                }));
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
            return present.outcome;
        }
        JobBoard.Ticket ticket =
                jobs.queue(
                        Job.Kind.BUILD_PAYLOAD_INDEX,
                        Optional.of(definition.name()),
                        "index on `%s`: %s".formatted(place.key(), reason));
        Build build = new Build(place, definition, ticket);
        underWay.put(place, build);
        turns.add(build);
        return build.outcome;
    }

    /// An index on its way. Its outcome ends when it is complete, or not wanted any more.
    private final class Build implements TurnTaking.Work {
        private final Place place;
        private final Definition definition;
        private final JobBoard.Ticket ticket;
        private final CompletableFuture<Void> outcome = new CompletableFuture<>();

        /// From the first turn to the last, so that what is built stays in memory.
        private CollectionRegistry.@Nullable Lease lease;

        private Build(Place place, Definition definition, JobBoard.Ticket ticket) {
            this.place = place;
            this.definition = definition;
            this.ticket = ticket;
        }

        @Override
        public boolean turn() {
            CollectionRegistry.Lease held = lease;
            if (held == null) {
                Optional<CollectionRegistry.Lease> found = registry.leaseIfOpen(place.collection());
                if (found.isEmpty()) {
                    // Out of memory meanwhile, or dropped: who still waits for it is not served.
                    end(this, stopped(definition));
                    return true;
                }
                held = found.get();
                lease = held;
                ticket.started();
            }
            boolean isOver = turn(held);
            if (isOver) {
                held.close();
            }
            return isOver;
        }

        private boolean turn(CollectionRegistry.Lease held) {
            BooleanSupplier isStopped = () -> closing || !exists.test(definition);
            long begun = nanoClock.getAsLong();
            BooleanSupplier isPaused =
                    () ->
                            isStopped.getAsBoolean()
                                    || nanoClock.getAsLong() - begun > TURN.toNanos();
            try {
                boolean isDone = job(held, isPaused).run();
                if (isStopped.getAsBoolean()) {
                    end(this, stopped(definition));
                    return true;
                }
                return isDone && endIfComplete(held, this);
            } catch (DigiException e) {
                LOG.warn("a payload index could not be built: {}", e.getMessage());
                failed(this, e);
            } catch (RuntimeException | Error e) {
                LOG.error("a payload index could not be built", e);
                failed(this, new DigiException(new Problem.Internal(e.toString()), e));
            }
            return true;
        }

        private PayloadIndexJob job(CollectionRegistry.Lease held, BooleanSupplier isPaused) {
            return new PayloadIndexJob(
                    held,
                    place.key(),
                    ticket,
                    waiting,
                    filing,
                    isPaused,
                    PayloadIndexJob.POINTS_MAX,
                    PayloadIndexJob.VALUES_MAX);
        }
    }

    private void failed(Build build, DigiException failure) {
        failedNanos.put(build.place, nanoClock.getAsLong());
        end(build, notBuilt(build.place, failure));
    }

    /// Unless the same key was asked for again meanwhile.
    private synchronized boolean endIfComplete(CollectionRegistry.Lease lease, Build build) {
        if (lease.state().building().containsKey(build.place.key())) {
            return false;
        }
        failedNanos.remove(build.place);
        try {
            completed.accept(lease);
        } catch (RuntimeException e) {
            LOG.error("what follows a payload index failed", e);
        } finally {
            // Who waits has waited for the index, which is there.
            end(build, null);
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

    private synchronized void end(Build build, @Nullable DigiException failure) {
        underWay.remove(build.place);
        if (failure == null) {
            build.ticket.done();
            build.outcome.complete(null);
        } else {
            build.ticket.failed(String.valueOf(failure.getMessage()));
            build.outcome.completeExceptionally(failure);
        }
    }

    /// Stops what runs after the batch under work, and drops what waits: all of it is taken up
    /// again after the next opening.
    @Override
    public void close() {
        closing = true;
        turns.close();
    }
}
