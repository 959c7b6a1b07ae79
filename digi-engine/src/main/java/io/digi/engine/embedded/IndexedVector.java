package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.IndexPlan;
import java.util.function.BooleanSupplier;

/// A vector of a collection in use whose graph is worked on, as it is at the moment of each call.
///
/// @param vector its number
/// @param dropped whether the collection is no more
/// @param stopped whether to end soon, half-way or not
record IndexedVector(
        CollectionRegistry.Lease lease,
        int vector,
        BooleanSupplier dropped,
        BooleanSupplier stopped) {
    IndexPlan plan() {
        Definition definition = lease.state().definition();
        return IndexPlan.of(definition, definition.vectorName(vector));
    }

    VectorState state() {
        return lease.state().vector(vector);
    }

    /// To be closed.
    ReadView view() {
        return lease.collection().view();
    }

    boolean isDropped() {
        return dropped.getAsBoolean();
    }

    boolean isStopped() {
        return stopped.getAsBoolean();
    }
}
