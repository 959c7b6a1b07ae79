package io.digi.storage.kv;

import java.util.Optional;

/// The store as it was at one moment. Cheap to take after each commit; it keeps values that were
/// replaced since alive, so it should not be held for longer than a request and its successor.
///
/// A view is shared by handles: `share` makes another handle on the same moment, each is closed
/// once by its holder, and the last one lets the moment go. Closing is idempotent per handle and
/// safe while other threads read: they end normally. When the store closes, every view ends.
///
/// Not protected: [KvStore#deleteFiles] takes keys away from views too.
public interface KvView extends KvReads, AutoCloseable {
    /// Another handle on the same moment; absent if this handle, the last one or the store was
    /// closed already, so that a reader who lost a race can take the newer view instead.
    Optional<KvView> share();

    @Override
    void close();
}
