package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;

/// One of the snapshots of a collection.
public record NamedSnapshot(CollectionName collection, String name) {}
