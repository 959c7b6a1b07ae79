package io.digi.engine.field;

import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.payload.Payload;

/// The editor of an index in layers: all changes go to the top.
final class LayeredEditor implements FieldIndex.Editor {
    private final LayeredIndex base;
    private final FieldIndex.Editor top;
    private final SlotSetEditor covers;

    LayeredEditor(LayeredIndex base, IndexLayer top) {
        this.base = base;
        this.top = top.index().edit();
        this.covers = top.covers().edit();
    }

    @Override
    public void replace(int slot, Payload before, Payload after) {
        top.replace(slot, covers.contains(slot) ? before : Payload.EMPTY, after);
        covers.add(slot);
    }

    @Override
    public int changedCount() {
        return top.changedCount();
    }

    @Override
    public FieldIndex build() {
        return base.with(new IndexLayer(top.build(), covers.build()));
    }
}
