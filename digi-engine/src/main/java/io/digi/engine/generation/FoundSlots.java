package io.digi.engine.generation;

/// Takes slots that a search on codes finds.
@FunctionalInterface
public interface FoundSlots {
    /// Takes a slot.
    ///
    /// @param bestPossible the score that the slot's vector may have at best
    void add(int slot, float bestPossible);
}
