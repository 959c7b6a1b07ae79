package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import java.util.Optional;

/// A part of a [LayeredIndex] in memory.
///
/// @param index of these slots and no others
/// @param covers the slots that it is right about, those without a value too
record IndexLayer(FieldIndex index, SlotSet covers) {
    static IndexLayer empty(JsonPath key, PayloadIndexConfig config) {
        return new IndexLayer(FieldIndex.empty(key, config), SlotSet.empty());
    }

    IndexLayer reconfigured(PayloadIndexConfig config) {
        return new IndexLayer(index.reconfigured(config).orElseThrow(), covers);
    }

    /// These slots have nothing any more.
    IndexLayer without(SlotSet slots) {
        SlotSet known = slots.and(covers);
        return new IndexLayer(known.isEmpty() ? index : index.without(known), covers.or(slots));
    }

    /// With slots that it did not cover.
    IndexLayer joined(FieldIndex others, SlotSet slots) {
        return new IndexLayer(index.joined(others, slots), covers.or(slots));
    }

    /// This and a layer above it as one.
    IndexLayer under(IndexLayer above) {
        return without(above.covers).joined(above.index, above.covers);
    }

    /// An index of a base and this above it.
    FieldIndex over(PostingIndex<?> base) {
        if (base.file().isPresent()) {
            return new LayeredIndex(base, Optional.empty(), this);
        }
        FieldIndex below = PostingIndex.asIndex(base);
        return covers.isEmpty() ? below : below.without(covers).joined(index, covers);
    }

    long memoryBytes() {
        return index.memoryBytes() + covers.memoryBytes();
    }
}
