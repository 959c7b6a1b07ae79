package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The editor of any index: gathers what changes by value, then updates the postings in one pass.
final class PostingEditor<K extends Comparable<K>> implements FieldIndex.Editor {
    private final PostingIndex<K> base;
    private final Map<K, SlotSetEditor> changed = new TreeMap<>();
    private final TraitSlots.Editor traits;

    PostingEditor(PostingIndex<K> base) {
        this.base = base;
        this.traits = base.content().traits().edit();
    }

    @Override
    public void replace(int slot, Payload before, Payload after) {
        KeyFacts<K> old = KeyFacts.of(before, base);
        KeyFacts<K> now = KeyFacts.of(after, base);
        traits.replace(slot, old.traits(), now.traits());
        for (K value : old.values()) {
            if (!now.values().contains(value)) {
                editor(value).remove(slot);
            }
        }
        for (K value : now.values()) {
            if (!old.values().contains(value)) {
                editor(value).add(slot);
            }
        }
    }

    @Override
    public int changedCount() {
        return changed.size();
    }

    @Override
    public FieldIndex build() {
        List<K> keys = new ArrayList<>(changed.keySet());
        List<SlotSet> sets = changed.values().stream().map(SlotSetEditor::build).toList();
        return base.changed(keys, sets, traits.build());
    }

    private SlotSetEditor editor(K value) {
        return changed.computeIfAbsent(value, v -> base.values().get(v).edit());
    }
}
