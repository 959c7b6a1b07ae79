package io.digi.engine.write;

import io.digi.engine.collection.RowStore;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.Linked;
import io.digi.engine.record.StoredVector;
import io.digi.engine.slot.SlotSetEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of a [StateEditor] that is about one named vector.
final class VectorEditor {
    private final VectorState base;
    private final RowStore rows;
    private final SlotSetEditor present;
    private final List<SlotSetEditor> coded;

    VectorEditor(VectorState base, RowStore rows) {
        this.base = base;
        this.rows = rows;
        this.present = base.present().edit();
        this.coded = base.parts().stream().map(part -> part.slots().edit()).toList();
    }

    void reserve(int rowCount, int slotEndMax) {
        rows.reserve(rowCount, slotEndMax);
    }

    /// Appends a row and notes that the slot has it. Reads of earlier states do not see it: it lies
    /// behind their ends. No graph knows the row yet.
    long append(int slot, float[] elements) {
        coded.forEach(slots -> slots.remove(slot));
        return rows.append(slot, elements);
    }

    void rowDied(long row) {
        rows.died(row);
    }

    void setPresent(int slot, Optional<StoredVector> vector) {
        if (vector.isPresent()) {
            present.add(slot);
        } else {
            present.remove(slot);
            coded.forEach(slots -> slots.remove(slot));
        }
    }

    VectorState build() {
        return new VectorState(
                base.number(), present.build(), rows.end(), rows.spans(), parts(), base.codes());
    }

    private List<Linked> parts() {
        List<Linked> parts = new ArrayList<>();
        for (int i = 0; i < coded.size(); i++) {
            parts.add(base.parts().get(i).with(coded.get(i).build()));
        }
        return parts;
    }
}
