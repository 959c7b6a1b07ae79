package io.digi.engine.collection;

import io.digi.engine.catalog.Definition;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PartialIndex;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Puts the state of a collection together from stored points.
final class StateLoader {
    private final Derived start;
    private final VectorRows rows;
    private final SlotSetEditor live;
    private final Map<Integer, SlotSetEditor> present = new HashMap<>();
    private final Map<JsonPath, FieldIndex.Editor> fields = new HashMap<>();
    private final Optional<FieldIndex.Editor> tenants;

    /// @param start what is known already, as of its operation number
    StateLoader(Derived start, VectorRows rows) {
        this(start, rows, SlotSet.empty());
    }

    private StateLoader(Derived start, VectorRows rows, SlotSet forgotten) {
        this.start = start;
        this.rows = rows;
        this.live = start.live().andNot(forgotten).edit();
        this.tenants = start.tenants().map(index -> index.without(forgotten).edit());
        start.present()
                .forEach((number, slots) -> present.put(number, slots.andNot(forgotten).edit()));
        start.fields().forEach((path, index) -> fields.put(path, index.without(forgotten).edit()));
    }

    static StateLoader empty(Definition definition, VectorRows rows) {
        return new StateLoader(Derived.empty(definition), rows);
    }

    /// The operation that the start was complete to; 0 for nothing at all.
    long operationNumber() {
        return start.operationNumber();
    }

    /// The same start without some slots, whatever they held.
    StateLoader without(SlotSet slots) {
        return new StateLoader(start, rows, slots);
    }

    /// Closes the files that the start has open, if it is of no use.
    void closeFiles() {
        Derived.closeFiles(start.fields());
    }

    void put(int slot, StoredPoint point) {
        live.add(slot);
        for (StoredVector vector : point.vectors()) {
            Objects.requireNonNull(present.get(vector.vector())).add(slot);
            rows.of(vector.vector()).assign(slot, vector.row());
        }
        Payload payload = point.payload();
        fields.values().forEach(index -> index.replace(slot, Payload.EMPTY, payload));
        tenants.ifPresent(index -> index.replace(slot, Payload.EMPTY, payload));
    }

    /// What is known by now.
    Derived derived() {
        Map<Integer, SlotSet> slots = new HashMap<>();
        present.forEach((number, editor) -> slots.put(number, editor.build()));
        Map<JsonPath, FieldIndex> indexes = new HashMap<>();
        fields.forEach((path, index) -> indexes.put(path, index.build()));
        return new Derived(
                start.definition(),
                start.operationNumber(),
                live.build(),
                slots,
                tenants.map(FieldIndex.Editor::build),
                indexes);
    }

    CollectionState build(Counters counters) {
        Map<Integer, VectorState> vectors = new HashMap<>();
        present.forEach((number, slots) -> {
            RowStore store = rows.of(number);
            SlotSet having = slots.build();
            store.countDead(having);
            vectors.put(number, new VectorState(number, having, store.end(), store.spans()));
        });
        Map<JsonPath, FieldIndex> indexes = new HashMap<>();
        fields.forEach((path, index) -> indexes.put(path, index.build()));
        return new CollectionState(
                start.definition(),
                counters.operationNumber(),
                counters.slotEnd(),
                live.build(),
                SlotSet.empty(),
                vectors,
                tenants.map(FieldIndex.Editor::build),
                indexes,
                missing(counters));
    }

    /// The indexes that the start did not have: to be built from the beginning.
    private Map<JsonPath, PartialIndex> missing(Counters counters) {
        Map<JsonPath, PartialIndex> missing = new HashMap<>();
        start.definition()
                .payloadIndexes()
                .forEach((path, config) -> {
                    if (!fields.containsKey(path)) {
                        boolean isNew = start.definition().unfinished().contains(path);
                        long begun = counters.operationNumber();
                        missing.put(
                                path,
                                isNew
                                        ? PartialIndex.begin(path, config, begun)
                                        : PartialIndex.beginAgain(path, config, begun));
                    }
                });
        return missing;
    }
}
