package io.digi.engine.generation;

import io.digi.engine.slot.SlotSet;
import io.digi.model.id.TenantId;
import java.util.Optional;

/// What a generation answers for in one state of a collection. Points with the vector that are in
/// none of its parts are the *tail*: they are compared one by one.
///
/// @param slots whose present vector is a node of the generation, linked where it has links
public record Linked(Generation generation, SlotSet slots) {
    /// Whose points these are; empty for those of no tenant that has a generation of its own.
    public Optional<TenantId> tenant() {
        return generation.tenant();
    }

    public Linked with(SlotSet changed) {
        return new Linked(generation, changed);
    }

    /// Nodes that stand for nothing any more but are still passed through by searches.
    public int deadCount() {
        return Math.max(0, generation.linkedCount() - slots.cardinality());
    }
}
