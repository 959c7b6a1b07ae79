package io.digi.engine.write;

import io.digi.engine.collection.CollectionState;
import io.digi.storage.kv.KvBatch;

/// Work on a collection that is no user's write but must happen between two of them: taking over
/// drained rows, moving rows, changing the definition.
@FunctionalInterface
public interface MaintenanceStep {
    /// The state after the step; what it writes goes into `batch`. Throwing refuses the step and
    /// changes nothing.
    CollectionState apply(CollectionState before, KvBatch batch, StepPoints points);
}
