package io.digi.storage.kv;

/// How much memory a store may use.
///
/// @param cacheBytes capacity of the one block cache; data, index and filter blocks live in it, and
///   the write buffers are charged to it, so it is about the off-heap memory of the whole store.
///   The capacity is not strict: a block that a read needs while all others are pinned is loaded
///   beyond it, since failing a read of acknowledged data would be worse; the excess is at most the
///   blocks pinned by readers at one time
/// @param writeBufferBytes all memtables together; when they reach it, the largest is flushed
public record KvMemory(long cacheBytes, long writeBufferBytes) {
    private static final long WRITE_BUFFER_MIN = 1 << 20;

    public KvMemory {
        if (writeBufferBytes < WRITE_BUFFER_MIN || cacheBytes < 2 * writeBufferBytes) {
            throw new IllegalArgumentException(
                    ("write buffers of %d bytes in a cache of %d: expected at least %d, and a cache"
                                    + " of twice the write buffers")
                            .formatted(writeBufferBytes, cacheBytes, WRITE_BUFFER_MIN));
        }
    }
}
