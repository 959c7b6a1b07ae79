package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// The slots that have each trait. Immutable.
final class TraitSlots {
    static final TraitSlots NONE = new TraitSlots(Map.of());

    private final Map<KeyTrait, SlotSet> slots;

    TraitSlots(Map<KeyTrait, SlotSet> slots) {
        this.slots = Map.copyOf(slots);
    }

    SlotSet get(KeyTrait trait) {
        return slots.getOrDefault(trait, SlotSet.empty());
    }

    TraitSlots without(SlotSet gone) {
        Map<KeyTrait, SlotSet> rest = new EnumMap<>(KeyTrait.class);
        slots.forEach((trait, holders) -> rest.put(trait, holders.andNot(gone)));
        return new TraitSlots(rest);
    }

    /// These and others.
    TraitSlots joined(TraitSlots others) {
        Map<KeyTrait, SlotSet> all = new EnumMap<>(KeyTrait.class);
        all.putAll(slots);
        others.slots.forEach((trait, holders) -> all.merge(trait, holders, SlotSet::or));
        return new TraitSlots(all);
    }

    long memoryBytes() {
        return slots.values().stream().mapToLong(SlotSet::memoryBytes).sum();
    }

    Editor edit() {
        return new Editor(this);
    }

    /// Makes changed ones. Not thread-safe.
    static final class Editor {
        private final TraitSlots base;
        private final Map<KeyTrait, SlotSetEditor> editors = new EnumMap<>(KeyTrait.class);

        private Editor(TraitSlots base) {
            this.base = base;
        }

        void replace(int slot, Set<KeyTrait> before, Set<KeyTrait> after) {
            for (KeyTrait trait : before) {
                if (!after.contains(trait)) {
                    editor(trait).remove(slot);
                }
            }
            for (KeyTrait trait : after) {
                if (!before.contains(trait)) {
                    editor(trait).add(slot);
                }
            }
        }

        TraitSlots build() {
            Map<KeyTrait, SlotSet> built = new EnumMap<>(KeyTrait.class);
            built.putAll(base.slots);
            editors.forEach((trait, editor) -> built.put(trait, editor.build()));
            return new TraitSlots(built);
        }

        private SlotSetEditor editor(KeyTrait trait) {
            return editors.computeIfAbsent(trait, t -> base.get(t).edit());
        }
    }
}
