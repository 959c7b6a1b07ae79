package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.generation.Linked;
import io.digi.engine.slot.SlotSet;
import io.digi.model.id.TenantId;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A vector of a collection in use whose generations are worked on, as it is at the moment of each
/// call.
///
/// @param vector its number
/// @param tenant whose generation it is about; empty for that of no tenant with an own one
/// @param ownMin points from which on a tenant has one
/// @param dropped whether the collection is no more
/// @param stopped whether to end soon, half-way or not
record IndexedVector(
        CollectionRegistry.Lease lease,
        int vector,
        Optional<TenantId> tenant,
        int ownMin,
        BooleanSupplier dropped,
        BooleanSupplier stopped) {
    /// The same about a tenant's own generation.
    IndexedVector of(TenantId owner) {
        return new IndexedVector(lease, vector, Optional.of(owner), ownMin, dropped, stopped);
    }

    IndexPlan plan() {
        IndexPlan plan = plan(lease.state());
        return tenant.map(plan::of).orElse(plan);
    }

    private IndexPlan plan(CollectionState state) {
        Definition definition = state.definition();
        return IndexPlan.of(definition, definition.vectorName(vector));
    }

    VectorState state() {
        return lease.state().vector(vector);
    }

    /// What the generation answers for.
    Optional<Linked> part() {
        return state().part(tenant);
    }

    Shares shares(CollectionState state) {
        return Shares.of(state, plan(state), ownMin);
    }

    /// What the generation should answer for.
    SlotSet share(CollectionState state) {
        return shares(state).of(state.vector(vector).present(), tenant);
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
