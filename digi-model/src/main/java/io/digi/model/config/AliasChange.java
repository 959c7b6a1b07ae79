package io.digi.model.config;

import io.digi.model.id.CollectionName;

/// A change to the second names of collections.
public sealed interface AliasChange {
    /// Points an alias at a collection, also one that points elsewhere.
    record Create(CollectionName collection, CollectionName alias) implements AliasChange {}

    record Delete(CollectionName alias) implements AliasChange {}

    record Rename(CollectionName from, CollectionName to) implements AliasChange {}
}
