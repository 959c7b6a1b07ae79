package io.digi.storage.kv;

import java.nio.file.Path;

/// What a read of the write-ahead log found.
public sealed interface LogVerdict {
    /// Every record is whole.
    record Clean() implements LogVerdict {}

    /// No intact batch follows `offset`: the end of a write that never returned.
    record TornTail(Path file, long offset) implements LogVerdict {}

    /// The bytes from `from` (inclusive) to `to` (exclusive) are not what was written: an intact
    /// batch follows, and it was written only after they had been synced.
    record Damaged(Path file, long from, long to) implements LogVerdict {}
}
