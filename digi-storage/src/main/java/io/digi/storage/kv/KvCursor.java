package io.digi.storage.kv;

/// A position in a range of keys, before the first entry when new. For one thread at a time;
/// `close` is idempotent and may come from any thread.
public interface KvCursor extends AutoCloseable {
    /// Moves to the next entry; false at the end of the range.
    boolean next();

    /// The key here, as a copy. Only after `next` returned true.
    byte[] key();

    /// The value here, as a copy. Only after `next` returned true.
    byte[] value();

    @Override
    void close();
}
