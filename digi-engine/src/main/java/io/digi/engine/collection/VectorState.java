package io.digi.engine.collection;

import io.digi.engine.extent.RowSpans;
import io.digi.engine.generation.Linked;
import io.digi.engine.slot.SlotSet;
import java.util.Optional;

/// One named vector of a collection at one operation number.
///
/// @param number of the vector in its collection
/// @param present slots whose point has this vector
/// @param rowEnd the first row not given out yet
/// @param spans where the elements of the rows below `rowEnd` are
/// @param linked what a graph answers for, where there is one
public record VectorState(
        int number, SlotSet present, long rowEnd, RowSpans spans, Optional<Linked> linked) {
    /// Without a graph.
    VectorState(int number, SlotSet present, long rowEnd, RowSpans spans) {
        this(number, present, rowEnd, spans, Optional.empty());
    }

    /// Slots that a graph answers for.
    public SlotSet indexed() {
        return linked.map(Linked::slots).orElse(SlotSet.empty());
    }

    /// How many vectors no graph answers for.
    public int tailCount() {
        return present.cardinality() - indexed().cardinality();
    }

    /// Slots that a graph could take up: those it does not answer for, without damaged ones.
    public SlotSet linkable(SlotSet damaged) {
        return present.andNot(indexed()).andNot(damaged);
    }

    /// With rows appended, or in other places.
    public VectorState with(RowSpans moved, long newRowEnd) {
        return new VectorState(number, present, newRowEnd, moved, linked);
    }

    /// The same rows in other places.
    public VectorState with(RowSpans moved) {
        return new VectorState(number, present, rowEnd, moved, linked);
    }

    /// The same rows with another graph, or more of them in it.
    public VectorState with(Optional<Linked> graph) {
        return new VectorState(number, present, rowEnd, spans, graph);
    }
}
