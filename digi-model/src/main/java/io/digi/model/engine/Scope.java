package io.digi.model.engine;

import io.digi.model.id.TenantId;

/// Whose points a call may reach. It is part of every call, so that forgetting it does not compile.
public sealed interface Scope {
    /// All points of all tenants.
    enum Everything implements Scope {
        EVERYTHING
    }

    /// The points of one tenant, in collections that keep tenants apart.
    record Tenant(TenantId id) implements Scope {}
}
