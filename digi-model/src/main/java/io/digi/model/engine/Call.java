package io.digi.model.engine;

import io.digi.model.id.TenantId;

/// The circumstances of one call on an engine: whose points, until when, unless withdrawn, and what
/// it costs.
public record Call(Scope scope, Deadline deadline, Cancellation cancellation, Costs costs) {
    /// A call over all points, without a deadline.
    public static Call everything() {
        return of(Scope.Everything.EVERYTHING);
    }

    /// A call over the points of one tenant, without a deadline.
    public static Call tenant(String tenant) {
        return of(new Scope.Tenant(new TenantId(tenant)));
    }

    public static Call of(Scope scope) {
        return new Call(scope, Deadline.none(), new Cancellation(), new Costs());
    }

    /// Throws if the deadline has passed or the call was withdrawn.
    public void check(String operation) {
        deadline.check(operation);
        cancellation.check(operation);
    }
}
