package io.digi.engine.collection;

import io.digi.engine.extent.RowSpans;
import io.digi.engine.generation.Linked;
import io.digi.engine.generation.TailCodes;
import io.digi.engine.slot.SlotSet;
import io.digi.model.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One named vector of a collection at one operation number.
///
/// @param number of the vector in its collection
/// @param present slots whose point has this vector
/// @param rowEnd the first row not given out yet
/// @param spans where the elements of the rows below `rowEnd` are
/// @param parts what generations answer for, where there are any: at most one of no tenant, and one
///   of each tenant that has its own. No slot is in two of them
/// @param codes of rows that none of them answers for, as far as they have some
public record VectorState(
        int number,
        SlotSet present,
        long rowEnd,
        RowSpans spans,
        List<Linked> parts,
        Optional<TailCodes> codes) {
    public VectorState {
        parts = List.copyOf(parts);
    }

    /// Without a generation.
    VectorState(int number, SlotSet present, long rowEnd, RowSpans spans) {
        this(number, present, rowEnd, spans, List.of(), Optional.empty());
    }

    /// The part of a tenant, or that of all others.
    public Optional<Linked> part(Optional<TenantId> tenant) {
        return parts.stream().filter(part -> part.tenant().equals(tenant)).findFirst();
    }

    /// Slots that a generation answers for.
    public SlotSet coded() {
        return parts.stream().map(Linked::slots).reduce(SlotSet.empty(), SlotSet::or);
    }

    /// Slots that a graph answers for.
    public SlotSet indexed() {
        return parts.stream()
                .filter(part -> part.generation().hasLinks())
                .map(Linked::slots)
                .reduce(SlotSet.empty(), SlotSet::or);
    }

    /// How many vectors no generation answers for.
    public int tailCount() {
        int coded = 0;
        for (Linked part : parts) {
            coded += part.slots().cardinality();
        }
        return present.cardinality() - coded;
    }

    /// Slots that a generation could take up: those that none answers for, without damaged ones.
    public SlotSet linkable(SlotSet damaged) {
        return present.andNot(coded()).andNot(damaged);
    }

    /// With rows appended, or in other places.
    public VectorState with(RowSpans moved, long newRowEnd) {
        return new VectorState(number, present, newRowEnd, moved, parts, codes);
    }

    /// The same rows in other places.
    public VectorState with(RowSpans moved) {
        return new VectorState(number, present, rowEnd, moved, parts, codes);
    }

    /// The same rows with another part in the place of that of its tenant. What it answers for, no
    /// other part does any more.
    public VectorState with(Linked part) {
        List<Linked> changed = new ArrayList<>();
        for (Linked other : parts) {
            if (!other.tenant().equals(part.tenant())) {
                changed.add(
                        other.slots().andCardinality(part.slots()) == 0
                                ? other
                                : other.with(other.slots().andNot(part.slots())));
            }
        }
        changed.add(part);
        return with(changed);
    }

    /// The same rows without the part of a tenant, or that of all others.
    public VectorState without(Optional<TenantId> tenant) {
        return with(parts.stream().filter(part -> !part.tenant().equals(tenant)).toList());
    }

    private VectorState with(List<Linked> changed) {
        return new VectorState(number, present, rowEnd, spans, changed, codes);
    }

    /// The same rows, of which those that wait get their codes by `next`.
    public VectorState with(TailCodes next) {
        return new VectorState(number, present, rowEnd, spans, parts, Optional.of(next));
    }
}
