package io.digi.engine.filter;

import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.Filter;

/// What the bitmaps know of a filter's answer: the points that match are those of `certain`, and of
/// the others in `possible` those that `residual` matches. `certain` is within `possible`.
///
/// `residual` is the filter without the clauses that are decided: within `possible` it says the
/// same as the whole filter, and elsewhere it must not be asked. It is [Filter#ALL] where the
/// answer is exact.
public record FilterSelection(SlotSet certain, SlotSet possible, Filter residual) {
    /// Whether no point needs to be checked.
    public boolean isExact() {
        return certain.cardinality() == possible.cardinality();
    }

    /// The slots whose points are to be checked against `residual`.
    public SlotSet undecided() {
        return possible.andNot(certain);
    }
}
