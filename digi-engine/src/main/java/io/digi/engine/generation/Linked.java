package io.digi.engine.generation;

import io.digi.engine.slot.SlotSet;

/// What a graph answers for in one state of a collection. Points with the vector that are not among
/// the slots are the *tail*: they are compared one by one.
///
/// @param slots whose present vector is a linked node of the generation
public record Linked(Generation generation, SlotSet slots) {
    public Linked with(SlotSet changed) {
        return new Linked(generation, changed);
    }

    /// Nodes that stand for nothing any more but are still passed through by searches.
    public int deadCount() {
        return Math.max(0, generation.linkedCount() - slots.cardinality());
    }
}
