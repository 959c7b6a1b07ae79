package io.digi.model.engine;

/// What not every engine can do. A missing one is a clear error, never an emulation.
public enum Capability {
    /// Ids that are neither a number nor a UUID.
    TEXT_IDS,
    /// Tenants kept apart by the engine itself.
    TENANT_SCOPES,
    /// Archives of collections, and restoring them.
    SNAPSHOTS
}
