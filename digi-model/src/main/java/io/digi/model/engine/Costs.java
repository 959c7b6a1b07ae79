package io.digi.model.engine;

import java.util.concurrent.atomic.LongAdder;

/// What a call has cost so far, for logs, metrics and explanations. Thread-safe.
public final class Costs {
    private final LongAdder scoredVectors = new LongAdder();
    private final LongAdder readRecords = new LongAdder();

    public Costs() {}

    public void addScoredVectors(long count) {
        scoredVectors.add(count);
    }

    public void addReadRecords(long count) {
        readRecords.add(count);
    }

    /// Distances computed.
    public long scoredVectors() {
        return scoredVectors.sum();
    }

    /// Stored records read, payloads included.
    public long readRecords() {
        return readRecords.sum();
    }
}
