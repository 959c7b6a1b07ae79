package io.digi.model.config;

import io.digi.model.id.CollectionName;

/// A second name of a collection.
public record Alias(CollectionName alias, CollectionName collection) {}
