package io.digi.engine.collection;

import io.digi.engine.extent.RowSpans;
import io.digi.engine.slot.SlotSet;

/// One named vector of a collection at one operation number.
///
/// @param number of the vector in its collection
/// @param present slots whose point has this vector
/// @param rowEnd the first row not given out yet
/// @param spans where the elements of the rows below `rowEnd` are
public record VectorState(int number, SlotSet present, long rowEnd, RowSpans spans) {
    /// With rows appended, or in other places.
    public VectorState with(RowSpans moved, long newRowEnd) {
        return new VectorState(number, present, newRowEnd, moved);
    }

    /// The same rows in other places.
    public VectorState with(RowSpans moved) {
        return new VectorState(number, present, rowEnd, moved);
    }
}
