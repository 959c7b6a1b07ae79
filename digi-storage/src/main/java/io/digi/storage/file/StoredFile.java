package io.digi.storage.file;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A file open for reading. Thread-safe.
public interface StoredFile extends AutoCloseable {
    Path file();

    /// Bytes at the moment.
    long size();

    /// Fills `target` from position to limit with the bytes at `offset`. A file that ends before is
    /// [io.digi.model.error.Problem.Corrupt].
    void read(long offset, ByteBuffer target);

    /// Idempotent.
    @Override
    void close();
}
