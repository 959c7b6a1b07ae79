package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;

/// What is known of the slots that a condition selects: all of `certain`, and no others than
/// `possible`, which contains `certain`. Where both are equal the answer is exact.
///
/// Bounds make a three-valued logic: a slot is in, out, or undecided. Its operations keep the
/// bounds sound, so that the filter has to be checked on undecided points only.
public record SlotBounds(SlotSet certain, SlotSet possible) {
    public static SlotBounds exactly(SlotSet slots) {
        return new SlotBounds(slots, slots);
    }

    /// Nothing but that the slots are among these.
    public static SlotBounds atMost(SlotSet slots) {
        return new SlotBounds(SlotSet.empty(), slots);
    }

    public boolean isExact() {
        return certain.cardinality() == possible.cardinality();
    }

    public SlotBounds and(SlotBounds other) {
        return new SlotBounds(certain.and(other.certain), possible.and(other.possible));
    }

    public SlotBounds or(SlotBounds other) {
        return new SlotBounds(certain.or(other.certain), possible.or(other.possible));
    }

    /// What is known of all slots but these.
    SlotBounds without(SlotSet slots) {
        return new SlotBounds(certain.andNot(slots), possible.andNot(slots));
    }

    /// The slots of `live` that are not selected.
    public SlotBounds not(SlotSet live) {
        return new SlotBounds(live.andNot(possible), live.andNot(certain));
    }
}
