package io.digi.model.snapshot;

import java.nio.ByteBuffer;

/// A snapshot open for reading; it stays readable if it is deleted meanwhile. Thread-safe.
public interface SnapshotContent extends AutoCloseable {
    SnapshotInfo info();

    /// Fills `target` from position to limit with the bytes at `offset`.
    void read(long offset, ByteBuffer target);

    /// Idempotent.
    @Override
    void close();
}
