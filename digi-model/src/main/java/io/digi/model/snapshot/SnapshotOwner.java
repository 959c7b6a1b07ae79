package io.digi.model.snapshot;

import io.digi.model.id.CollectionName;

/// What a snapshot is of; each has a list of snapshots of its own.
public sealed interface SnapshotOwner {
    /// All collections and aliases.
    enum Storage implements SnapshotOwner {
        STORAGE
    }

    /// One collection. An alias stands for its collection.
    record Collection(CollectionName name) implements SnapshotOwner {}

    /// The one shard of a collection: the same content, in a list of its own.
    record Shard(CollectionName collection) implements SnapshotOwner {}
}
