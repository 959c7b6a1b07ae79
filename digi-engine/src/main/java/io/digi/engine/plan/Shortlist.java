package io.digi.engine.plan;

import io.digi.engine.slot.SlotSet;
import io.digi.model.query.SearchStep;

/// Which of the slots that a search is about are compared with its query by their rows.
interface Shortlist {
    /// Returns slots that are all to be compared, and adds to `candidates`, which are empty, others
    /// that are compared from the best on: at least min(`count`, all) of the wanted slots together,
    /// the nearest `count` of them as well as the shortlist knows.
    SlotSet of(SlotSet wanted, int count, CandidateSlots candidates);

    /// Every slot: the search is exact.
    static Shortlist everything(QueryTrace trace, SearchStep.Why why) {
        return (wanted, _, _) -> {
            trace.add(new SearchStep.Vectors(why, wanted.cardinality()));
            return wanted;
        };
    }
}
