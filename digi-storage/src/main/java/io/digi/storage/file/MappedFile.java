package io.digi.storage.file;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// A file that is finished, or as far as it is, as read-only memory. Thread-safe.
///
/// `close` retires it: a background thread unmaps it, since that stops every thread of the process
/// for a moment. Whoever closes vouches that nobody reads any more; raw addresses of the segment
/// are not protected.
public interface MappedFile extends AutoCloseable {
    Path file();

    /// All that was mapped. Throws after `close`.
    MemorySegment segment();

    /// Idempotent.
    @Override
    void close();
}
