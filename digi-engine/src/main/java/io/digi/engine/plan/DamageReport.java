package io.digi.engine.plan;

import io.digi.model.error.Problem;

/// Hears of stored data that fails its checksum, so that it can be set apart and shown.
public interface DamageReport {
    /// Tells of a point whose vector is damaged.
    ///
    /// @param collection number of the collection
    /// @param slot of the point
    void damaged(int collection, int slot, Problem.Corrupt problem);
}
