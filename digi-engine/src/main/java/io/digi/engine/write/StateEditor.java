package io.digi.engine.write;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.MemoryProblems;
import io.digi.engine.collection.SlotAllocator;
import io.digi.engine.collection.VectorRows;
import io.digi.engine.collection.VectorState;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PartialIndex;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Turns the state before a group of operations into the one after it. What earlier states hold is
/// never changed: sets and indexes are persistent, and rows are appended behind their ends.
final class StateEditor {
    private final CollectionState base;
    private final SlotAllocator slots;
    private final SlotSetEditor live;
    private final SlotSetEditor damaged;
    private final Map<Integer, VectorEditor> vectors = new HashMap<>();
    private final Map<JsonPath, FieldIndex.Editor> fields = new HashMap<>();
    private final Map<JsonPath, PartialIndex.Editor> building = new HashMap<>();
    private final Optional<FieldIndex.Editor> tenants;
    private long operationNumber;

    StateEditor(CollectionState base, SlotAllocator slots, VectorRows rows) {
        this.base = base;
        this.slots = slots;
        this.live = base.live().edit();
        this.damaged = base.damaged().edit();
        this.tenants = base.tenants().map(FieldIndex::edit);
        this.operationNumber = base.operationNumber();
        base.vectors()
                .forEach((number, state) ->
                        vectors.put(number, new VectorEditor(state, rows.of(number))));
        base.fields().forEach((path, index) -> fields.put(path, index.edit()));
        base.building().forEach((path, index) -> building.put(path, index.edit()));
    }

    Definition definition() {
        return base.definition();
    }

    /// The number of the operation that is about to be applied.
    long nextOperation() {
        return ++operationNumber;
    }

    /// Goes on with an operation, or begins it.
    void beginOperation(long number) {
        operationNumber = number;
    }

    int takeSlot() {
        return slots.take();
    }

    /// Makes sure that memory for all of this is there, or throws before anything is changed.
    void reserve(Collection<PreparedPoint> points) {
        Map<Integer, Integer> rowCounts = new HashMap<>();
        for (PreparedPoint point : points) {
            point.vectors().forEach(v -> rowCounts.merge(v.number(), 1, Integer::sum));
        }
        int slotEndMax = slots.end() + points.size();
        try {
            rowCounts.forEach((number, count) -> vector(number).reserve(count, slotEndMax));
        } catch (MemoryRefusedException e) {
            throw MemoryProblems.of(e);
        }
    }

    long appendRow(int vector, int slot, float[] elements) {
        return vector(vector).append(slot, elements);
    }

    /// Rows of a vector below this one are in extents.
    long drainedRows(int vector) {
        return base.vector(vector).spans().drainedRows();
    }

    void rowDied(int vector, long row) {
        vector(vector).rowDied(row);
    }

    void replace(int slot, Optional<StoredPoint> before, StoredPoint after) {
        live.add(slot);
        if (before.isEmpty() || !before.get().vectors().equals(after.vectors())) {
            damaged.remove(slot);
        }
        Payload old = before.map(StoredPoint::payload).orElse(Payload.EMPTY);
        index(slot, old, after.payload());
        building.values().forEach(partial -> partial.put(slot, old, after.payload()));
        vectors.forEach((number, vector) -> vector.setPresent(slot, after.vector(number)));
    }

    void remove(int slot, StoredPoint before) {
        live.remove(slot);
        damaged.remove(slot);
        slots.release(slot);
        index(slot, before.payload(), Payload.EMPTY);
        building.values().forEach(partial -> partial.remove(slot, before.payload()));
        vectors.values().forEach(vector -> vector.setPresent(slot, Optional.empty()));
    }

    CollectionState build() {
        Map<Integer, VectorState> vectorStates = new HashMap<>();
        vectors.forEach((number, vector) -> vectorStates.put(number, vector.build()));
        Map<JsonPath, FieldIndex> fieldStates = new HashMap<>();
        fields.forEach((path, index) -> fieldStates.put(path, index.build()));
        Map<JsonPath, PartialIndex> partialStates = new HashMap<>();
        building.forEach((path, index) -> partialStates.put(path, index.build()));
        return new CollectionState(
                base.definition(),
                operationNumber,
                slots.end(),
                live.build(),
                damaged.build(),
                vectorStates,
                tenants.map(FieldIndex.Editor::build),
                fieldStates,
                partialStates);
    }

    private VectorEditor vector(int number) {
        return Objects.requireNonNull(vectors.get(number));
    }

    private void index(int slot, Payload before, Payload after) {
        if (before.equals(after)) {
            return;
        }
        fields.values().forEach(field -> field.replace(slot, before, after));
        tenants.ifPresent(index -> index.replace(slot, before, after));
    }
}
