package io.digi.index.memory;

/// Where element `i` of a growing sequence lies when capacities of chunks double from `2^firstLog`
/// elements to `2^lastLog` and then stay: `1, 2, 4, 8, 8, 8, …`.
record ChunkPlan(int firstLog, int lastLog) {
    ChunkPlan {
        assert firstLog >= 0 && firstLog <= lastLog && lastLog <= 30 : firstLog + ", " + lastLog;
    }

    /// Chunks of about `firstBytes` at first and `lastBytes` at last.
    static ChunkPlan of(long elementBytes, long firstBytes, long lastBytes) {
        int lastLog = floorLog(Math.max(1, lastBytes / elementBytes));
        return new ChunkPlan(
                Math.min(lastLog, floorLog(Math.max(1, firstBytes / elementBytes))), lastLog);
    }

    int chunkOf(long index) {
        int doubling = doublingOf(index);
        return doubling < growing()
                ? doubling
                : growing() + (int) ((index - growingCapacity()) >>> lastLog);
    }

    long firstIndexOf(int chunk) {
        return chunk < growing()
                ? ((1L << chunk) - 1) << firstLog
                : growingCapacity() + ((long) (chunk - growing()) << lastLog);
    }

    long capacityOf(int chunk) {
        return 1L << Math.min((long) firstLog + chunk, lastLog);
    }

    /// The chunk of the index if all chunks doubled.
    private int doublingOf(long index) {
        return 63 - Long.numberOfLeadingZeros((index >>> firstLog) + 1);
    }

    /// How many chunks are smaller than the last size.
    private int growing() {
        return lastLog - firstLog;
    }

    private long growingCapacity() {
        return (1L << lastLog) - (1L << firstLog);
    }

    private static int floorLog(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }
}
