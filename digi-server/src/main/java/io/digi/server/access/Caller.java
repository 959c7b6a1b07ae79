package io.digi.server.access;

import io.digi.model.engine.Call;
import io.digi.model.engine.Cancellation;
import io.digi.model.engine.Costs;
import io.digi.model.engine.Deadline;
import io.digi.model.engine.Scope;

/// Who asks, about whom, and until when: the circumstances that the scope of a call is added to.
public record Caller(
        Principal principal,
        RequestTenant tenant,
        Deadline deadline,
        Cancellation cancellation,
        Costs costs) {
    Call call(Scope scope) {
        return new Call(scope, deadline, cancellation, costs);
    }
}
