package io.digi.engine.generation;

/// Takes slots that a search on codes finds.
@FunctionalInterface
public interface FoundSlots {
    /// Takes a slot.
    ///
    /// @param score of the slot's vector, as its code estimates it
    /// @param error one standard error of the estimate
    void add(int slot, float score, float error);
}
