package io.digi.engine.embedded;

import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/// The memory of graphs: that of rows and tables, but for what writes need. Searches do without a
/// graph, writes cannot do without memory. Where there is not enough, collections that nobody uses
/// make room.
final class GraphMemory {
    /// What graphs may leave to nobody else.
    private static final double PART = 0.85;

    /// So long nobody is evicted after some were in vain: a graph that finds no room is tried again
    /// and again.
    private static final Duration VAIN_PAUSE = Duration.ofMinutes(10);

    private final MemoryBudget budget;
    private final ToIntFunction<BooleanSupplier> evictIdle;
    private final LongSupplier nanoClock;
    private final AtomicLong nextNanos;

    /// @param budget which graphs share with everything else
    /// @param evictIdle takes idle collections out of memory until there is enough, or none is
    ///   left; returns how many
    GraphMemory(
            MemoryBudget budget, ToIntFunction<BooleanSupplier> evictIdle, LongSupplier nanoClock) {
        this.budget = budget;
        this.evictIdle = evictIdle;
        this.nanoClock = nanoClock;
        this.nextNanos = new AtomicLong(nanoClock.getAsLong());
    }

    MemoryBudget budget() {
        return budget;
    }

    /// Throws [Problem.OutOfMemory] if graphs must not take so much more.
    void requireRoomFor(long bytes) {
        long limit = limitBytes();
        BooleanSupplier isEnough = () -> hasRoomFor(bytes);
        if (bytes <= limit && !isEnough.getAsBoolean()) {
            evict(isEnough);
        }
        if (!isEnough.getAsBoolean()) {
            throw new DigiException(
                    new Problem.OutOfMemory("a graph", bytes, budget.usedBytes(), limit));
        }
    }

    /// Whether graphs may take so much more as things are. Takes nothing out for it.
    boolean hasRoomFor(long bytes) {
        return budget.usedBytes() <= limitBytes() - bytes;
    }

    private long limitBytes() {
        return (long) (PART * budget.limitBytes());
    }

    private void evict(BooleanSupplier isEnough) {
        long now = nanoClock.getAsLong();
        if (now - nextNanos.get() >= 0
                && evictIdle.applyAsInt(isEnough) > 0
                && !isEnough.getAsBoolean()) {
            nextNanos.set(now + VAIN_PAUSE.toNanos());
        }
    }
}
