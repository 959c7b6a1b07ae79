package io.digi.engine.collection;

import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;

/// Says in the model's words that memory was refused.
public final class MemoryProblems {
    private MemoryProblems() {}

    public static DigiException of(MemoryRefusedException refused) {
        return new DigiException(
                new Problem.OutOfMemory(
                        refused.purpose(),
                        refused.requestedBytes(),
                        refused.usedBytes(),
                        refused.limitBytes()),
                refused);
    }
}
