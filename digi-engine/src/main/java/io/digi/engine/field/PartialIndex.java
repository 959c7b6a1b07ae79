package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.Optional;

/// An index that is being built while writes go on. Immutable, as the state that has it.
///
/// Every write to a slot brings it in. So a slot that is live and not covered holds what it held
/// when the index was begun: whoever brings the old slots in, batch by batch, need not look whether
/// what was read is still true, only whether the slot is still live and not covered.
///
/// @param covered the slots that the index is right about; all others it does not have
/// @param isMeant whether filters mean what they mean with the index already: it was complete
///   before and has to be built again
/// @param begun the operation that asked for the index, or was the last when it was found missing:
///   two indexes of one key are told apart by it
public record PartialIndex(FieldIndex index, SlotSet covered, boolean isMeant, long begun) {
    /// An index of no points yet that was never complete.
    public static PartialIndex begin(JsonPath key, PayloadIndexConfig config, long begun) {
        return new PartialIndex(
                FieldIndex.empty(key, config), SlotSet.empty(), /* isMeant= */ false, begun);
    }

    /// The same, to be built again.
    public static PartialIndex beginAgain(JsonPath key, PayloadIndexConfig config, long begun) {
        return new PartialIndex(
                FieldIndex.empty(key, config), SlotSet.empty(), /* isMeant= */ true, begun);
    }

    /// The slots of `live` that are still to be brought in.
    public SlotSet missing(SlotSet live) {
        return live.andNot(covered);
    }

    /// With what was read of slots since the index was begun.
    ///
    /// @param read an index of the same key and configuration, of no other slots than `slots`
    /// @param live the slots that hold a point now
    public PartialIndex with(FieldIndex read, SlotSet slots, SlotSet live) {
        SlotSet stillTrue = slots.and(live).andNot(covered);
        SlotSet outdated = slots.andNot(stillTrue);
        FieldIndex added = outdated.isEmpty() ? read : read.without(outdated);
        return new PartialIndex(
                index.joined(added, stillTrue), covered.or(stillTrue), isMeant, begun);
    }

    /// The same with other parameters of the index; empty if it holds something else with these.
    public Optional<PartialIndex> reconfigured(PayloadIndexConfig config) {
        return index.reconfigured(config)
                .map(same -> new PartialIndex(same, covered, isMeant, begun));
    }

    /// The same contents in another place.
    public PartialIndex placed(FieldIndex same) {
        return new PartialIndex(same, covered, isMeant, begun);
    }

    public Editor edit() {
        return new Editor(this);
    }

    /// Applies a group of writes. Not thread-safe.
    public static final class Editor {
        private final PartialIndex base;
        private final FieldIndex.Editor index;
        private final SlotSetEditor covered;

        private Editor(PartialIndex base) {
            this.base = base;
            this.index = base.index.edit();
            this.covered = base.covered.edit();
        }

        /// A point was written into a slot that held a point with the payload `before`, or none.
        public void put(int slot, Payload before, Payload after) {
            index.replace(slot, covered.contains(slot) ? before : Payload.EMPTY, after);
            covered.add(slot);
        }

        /// A point was removed.
        public void remove(int slot, Payload before) {
            if (covered.contains(slot)) {
                index.replace(slot, before, Payload.EMPTY);
                covered.remove(slot);
            }
        }

        public PartialIndex build() {
            return new PartialIndex(index.build(), covered.build(), base.isMeant, base.begun);
        }
    }
}
