package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.VectorState;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Keeps writes from bringing vectors faster than they are linked.
///
/// What waited when a job was queued is no reason to refuse writes, however much: only what the
/// tail has grown since it was shortest is.
final class TailBound {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final IndexTools tools;
    private final LongSupplier nanoClock;
    private final Predicate<IndexPlace> hasFailed;

    /// How short the tail has been since a job was queued that is not over.
    private final Map<IndexPlace, Integer> best = new ConcurrentHashMap<>();

    /// @param hasFailed whether nobody links a vector for a while
    TailBound(IndexTools tools, LongSupplier nanoClock, Predicate<IndexPlace> hasFailed) {
        this.tools = tools;
        this.nanoClock = nanoClock;
        this.hasFailed = hasFailed;
    }

    void queued(IndexPlace place, VectorState vector) {
        best.put(place, vector.tailCount());
    }

    void ended(IndexPlace place) {
        best.remove(place);
    }

    /// Lets a write wait while too many vectors are not linked where a graph is due. Throws
    /// [Problem.Overloaded] if that goes on.
    ///
    /// @param state the present one
    /// @param check begins what is to be done
    /// @param progress how far it is
    void awaitRoom(
            Call call, Supplier<CollectionState> state, Runnable check, Supplier<String> progress) {
        long giveUp = nanoClock.getAsLong() + call.deadline().remaining(PATIENCE).toNanos();
        while (isFull(state.get())) {
            if (nanoClock.getAsLong() - giveUp > 0) {
                throw new DigiException(
                        new Problem.Overloaded(
                                "the tail of vectors that wait to be indexed (%s)"
                                        .formatted(progress.get()),
                                tools.settings().tailMax()));
            }
            check.run();
            awaitBatch();
            call.check("write");
        }
    }

    private void awaitBatch() {
        try {
            tools.published().await(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DigiException(new Problem.Cancelled("write"), e);
        }
    }

    private boolean isFull(CollectionState state) {
        return state.vectors().values().stream().anyMatch(vector -> isFull(state, vector));
    }

    private boolean isFull(CollectionState state, VectorState vector) {
        IndexPlace place = new IndexPlace(state.definition().number(), vector.number());
        int count = vector.tailCount();
        best.computeIfPresent(place, (_, shortest) -> Math.min(shortest, count));
        long most = (long) best.getOrDefault(place, 0) + tools.settings().tailMax();
        return count > most
                && !hasFailed.test(place)
                && IndexNeed.plan(state, vector).isDue(vector.present().cardinality())
                && vector.linkable(state.damaged()).cardinality() > most;
    }
}
