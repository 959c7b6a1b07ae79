package io.digi.engine.verify;

import io.digi.model.id.CollectionName;

/// What a check saw of one collection.
///
/// @param points stored points
/// @param vectors of all points together
/// @param extents files of vector rows
/// @param sizeBytes keys and values in the store, and extents
/// @param faults findings that are no mere notes
public record CollectionCount(
        CollectionName name, long points, long vectors, long extents, long sizeBytes, long faults) {
    CollectionCount withFaults(long count) {
        return new CollectionCount(name, points, vectors, extents, sizeBytes, count);
    }
}
