package io.digi.engine.plan;

import io.digi.engine.slot.SlotSet;

/// Which of the slots that a search is about are compared with its query, row by row.
interface Shortlist {
    /// At least min(`count`, all) of the wanted slots, the nearest `count` of them as well as the
    /// shortlist knows.
    SlotSet of(SlotSet wanted, int count);

    /// Every slot: the search is exact.
    static Shortlist everything() {
        return (wanted, _) -> wanted;
    }
}
