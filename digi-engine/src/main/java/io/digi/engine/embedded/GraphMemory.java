package io.digi.engine.embedded;

import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The memory of graphs: that of rows and tables, but for what writes need. Searches do without a
/// graph, writes cannot do without memory. Where there is not enough, collections that nobody uses
/// make room.
///
/// @param budget which graphs share with everything else
/// @param evictIdle takes idle collections out of memory until there is enough, or none is left
record GraphMemory(MemoryBudget budget, Consumer<BooleanSupplier> evictIdle) {
    /// What graphs may leave to nobody else.
    private static final double PART = 0.85;

    /// Throws [Problem.OutOfMemory] if graphs must not take so much more.
    void requireRoomFor(long bytes) {
        long limit = (long) (PART * budget.limitBytes());
        BooleanSupplier isEnough = () -> budget.usedBytes() <= limit - bytes;
        if (bytes <= limit && !isEnough.getAsBoolean()) {
            evictIdle.accept(isEnough);
        }
        if (!isEnough.getAsBoolean()) {
            throw new DigiException(
                    new Problem.OutOfMemory("a graph", bytes, budget.usedBytes(), limit));
        }
    }
}
