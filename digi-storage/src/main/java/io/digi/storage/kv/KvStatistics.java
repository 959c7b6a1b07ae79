package io.digi.storage.kv;

/// What a store uses at the moment.
///
/// @param cacheBytes block cache in use; the write buffers are charged to it and included
/// @param writeBufferBytes memtables, those being flushed included
/// @param tableReaderBytes indexes and filters held outside the block cache
/// @param tableBytes live table files on disk
/// @param logBytes write-ahead log on disk
/// @param pendingCompactionBytes estimated bytes that compaction still has to rewrite
/// @param stalled whether writes are being slowed down or stopped
public record KvStatistics(
        long cacheBytes,
        long writeBufferBytes,
        long tableReaderBytes,
        long tableBytes,
        long logBytes,
        long pendingCompactionBytes,
        boolean stalled) {
    /// Off-heap memory of the store.
    public long memoryBytes() {
        return cacheBytes + tableReaderBytes;
    }

    public long diskBytes() {
        return tableBytes + logBytes;
    }
}
