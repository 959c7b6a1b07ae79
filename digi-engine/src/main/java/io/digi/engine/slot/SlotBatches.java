package io.digi.engine.slot;

/// Slots in ascending order, many at a time. One thread; used up once.
@FunctionalInterface
public interface SlotBatches {
    /// Puts the next slots into `slots` and returns how many; 0 at the end.
    int next(int[] slots);
}
