package io.digi.engine.embedded;

import java.time.Duration;

/// How an embedded engine uses its machine.
///
/// @param memoryLimitBytes for everything outside the Java heap: vectors and tables in memory, and
///   the key-value store's cache and buffers
/// @param extentSizeBytes about how large a file of rows becomes
/// @param drainSizeBytes rows in memory that start the writing of a file; collections below it have
///   no files of their own
/// @param diskLowWaterBytes free space below which new data is refused
/// @param reserveBytes disk space set aside so that deletes work when the disk is full
/// @param writerThreads threads that prepare writes
/// @param writeQueueBytes writes that may wait at a time
/// @param checkpointPointsMin points from which on a collection has checkpoints of what it derives
/// @param changesKeptMax operations after which a checkpoint is due
/// @param writePatience how long a write without a deadline waits for its acknowledgement
/// @param indexing how graphs are built
/// @param slowQuery queries that take longer are logged, with what they did, and counted
public record EngineSettings(
        long memoryLimitBytes,
        long extentSizeBytes,
        long drainSizeBytes,
        long diskLowWaterBytes,
        long reserveBytes,
        int writerThreads,
        long writeQueueBytes,
        long checkpointPointsMin,
        long changesKeptMax,
        Duration writePatience,
        IndexingSettings indexing,
        Duration slowQuery) {
    private static final long MIB = 1L << 20;
    private static final long MEMORY_MIN = 64 * MIB;

    public EngineSettings {
        if (memoryLimitBytes < MEMORY_MIN) {
            throw new IllegalArgumentException(
                    "memory limit of %d bytes, expected at least %d"
                            .formatted(memoryLimitBytes, MEMORY_MIN));
        }
    }

    /// What suits this machine: half of the memory that the Java heap leaves.
    public static EngineSettings defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return withMemory(Math.clamp(heap, 4 * MEMORY_MIN, 64L << 30));
    }

    public static EngineSettings withMemory(long memoryLimitBytes) {
        return new EngineSettings(
                memoryLimitBytes,
                /* extentSizeBytes= */ 64 * MIB,
                /* drainSizeBytes= */ 4 * MIB,
                /* diskLowWaterBytes= */ 256 * MIB,
                /* reserveBytes= */ 32 * MIB,
                Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8),
                /* writeQueueBytes= */ Math.clamp(memoryLimitBytes / 8, 16 * MIB, 256 * MIB),
                /* checkpointPointsMin= */ 10_000,
                /* changesKeptMax= */ 10_000,
                Duration.ofMinutes(5),
                IndexingSettings.DEFAULT,
                /* slowQuery= */ Duration.ofMillis(1_200));
    }

    public EngineSettings withDisk(long lowWaterBytes, long reservedBytes) {
        return new EngineSettings(
                memoryLimitBytes,
                extentSizeBytes,
                drainSizeBytes,
                lowWaterBytes,
                reservedBytes,
                writerThreads,
                writeQueueBytes,
                checkpointPointsMin,
                changesKeptMax,
                writePatience,
                indexing,
                slowQuery);
    }

    public EngineSettings withExtents(long extentBytes, long drainBytes) {
        return new EngineSettings(
                memoryLimitBytes,
                extentBytes,
                drainBytes,
                diskLowWaterBytes,
                reserveBytes,
                writerThreads,
                writeQueueBytes,
                checkpointPointsMin,
                changesKeptMax,
                writePatience,
                indexing,
                slowQuery);
    }

    public EngineSettings withSlowQuery(Duration threshold) {
        return new EngineSettings(
                memoryLimitBytes,
                extentSizeBytes,
                drainSizeBytes,
                diskLowWaterBytes,
                reserveBytes,
                writerThreads,
                writeQueueBytes,
                checkpointPointsMin,
                changesKeptMax,
                writePatience,
                indexing,
                threshold);
    }

    EngineSettings withCheckpoints(long pointsMin, long changesMax) {
        return new EngineSettings(
                memoryLimitBytes,
                extentSizeBytes,
                drainSizeBytes,
                diskLowWaterBytes,
                reserveBytes,
                writerThreads,
                writeQueueBytes,
                pointsMin,
                changesMax,
                writePatience,
                indexing,
                slowQuery);
    }

    EngineSettings withIndexing(IndexingSettings changed) {
        return new EngineSettings(
                memoryLimitBytes,
                extentSizeBytes,
                drainSizeBytes,
                diskLowWaterBytes,
                reserveBytes,
                writerThreads,
                writeQueueBytes,
                checkpointPointsMin,
                changesKeptMax,
                writePatience,
                changed,
                slowQuery);
    }

    /// Memory of the key-value store: a quarter of the limit.
    long kvCacheBytes() {
        return Math.clamp(memoryLimitBytes / 4, 16 * MIB, 8L << 30);
    }

    /// More would be kept resident and gain little: rows leave the store soon, for extents.
    long kvWriteBufferBytes() {
        return Math.clamp(kvCacheBytes() / 4, 4 * MIB, 64 * MIB);
    }

    /// Memory for rows and tables.
    long rowBytes() {
        return memoryLimitBytes - kvCacheBytes();
    }
}
