package io.digi.engine.snapshot;

/// Hears how far packing or unpacking has come, and may end it by throwing: when the caller gave
/// up, the collection was dropped, or the disk gets full.
@FunctionalInterface
public interface SnapshotWatch {
    /// So many more bytes were read or written. Called every few megabytes at least.
    void moved(long bytes);
}
