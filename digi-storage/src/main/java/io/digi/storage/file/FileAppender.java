package io.digi.storage.file;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The one writer of a file; it only appends. Once a write or `force` has failed, nobody knows what
/// the file holds: every later call here throws, and the store never opens it for writing again.
///
/// For one thread at a time; `forcedSize` may be read by any.
public interface FileAppender extends AutoCloseable {
    Path file();

    /// Where the next byte will go.
    long position();

    /// Up to here the file is on stable storage.
    long forcedSize();

    /// Appends the bytes from position to limit, all of them.
    void write(ByteBuffer bytes);

    default void write(byte[] bytes) {
        write(ByteBuffer.wrap(bytes));
    }

    /// At most 2 GiB at a time.
    default void write(MemorySegment bytes) {
        write(bytes.asByteBuffer());
    }

    /// Returns when everything written is on stable storage, and with the first call the file's
    /// name.
    void force();

    /// Closes the file without forcing it. Idempotent.
    @Override
    void close();
}
