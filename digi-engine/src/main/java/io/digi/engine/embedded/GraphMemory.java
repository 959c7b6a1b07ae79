package io.digi.engine.embedded;

import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;

/// The memory of graphs: that of rows and tables, but for what writes need. Searches do without a
/// graph, writes cannot do without memory.
record GraphMemory(MemoryBudget budget) {
    /// What graphs may leave to nobody else.
    private static final double PART = 0.85;

    /// Throws [Problem.OutOfMemory] if graphs must not take more.
    void requireRoom() {
        long limit = (long) (PART * budget.limitBytes());
        if (budget.usedBytes() > limit) {
            throw new DigiException(
                    new Problem.OutOfMemory("graphs", 0, budget.usedBytes(), limit));
        }
    }
}
