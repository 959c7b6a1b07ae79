package io.digi.engine.collection;

import io.digi.engine.catalog.Definition;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PartialIndex;
import io.digi.engine.slot.SlotSet;
import io.digi.model.payload.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a collection holds at one operation number, but for what the key-value store keeps.
/// Immutable: a read that holds one sees neither later writes nor half of one.
///
/// @param operationNumber the last operation applied; 0 if there was none
/// @param slotEnd the first slot not given out yet
/// @param live slots that hold a point
/// @param damaged live slots with a vector whose elements fail their checksum; searches pass over
///   them
/// @param vectors by number
/// @param tenants slots by tenant, where tenants are kept apart
/// @param fields payload indexes that are complete
/// @param building payload indexes that are not; with `fields`, all that the definition has
public record CollectionState(
        Definition definition,
        long operationNumber,
        int slotEnd,
        SlotSet live,
        SlotSet damaged,
        Map<Integer, VectorState> vectors,
        Optional<FieldIndex> tenants,
        Map<JsonPath, FieldIndex> fields,
        Map<JsonPath, PartialIndex> building) {
    public CollectionState {
        vectors = Map.copyOf(vectors);
        fields = Map.copyOf(fields);
        building = Map.copyOf(building);
    }

    public VectorState vector(int number) {
        VectorState vector = vectors.get(number);
        if (vector == null) {
            throw new IllegalArgumentException("no vector has the number " + number);
        }
        return vector;
    }

    /// A payload index that the definition has, complete or not.
    public FieldIndex field(JsonPath path) {
        PartialIndex partial = building.get(path);
        FieldIndex index = partial == null ? fields.get(path) : partial.index();
        if (index == null) {
            throw new IllegalArgumentException("no index on " + path);
        }
        return index;
    }

    /// The state after one more operation that changed the definition.
    public CollectionState next(Definition changed) {
        return new CollectionState(
                changed,
                operationNumber + 1,
                slotEnd,
                live,
                damaged,
                vectors,
                tenants,
                fields,
                building);
    }

    /// The same points with other payload indexes.
    public CollectionState withIndexes(
            Definition changed,
            Map<JsonPath, FieldIndex> complete,
            Map<JsonPath, PartialIndex> partial) {
        return new CollectionState(
                changed,
                operationNumber,
                slotEnd,
                live,
                damaged,
                vectors,
                tenants,
                complete,
                partial);
    }

    /// The same with a payload index, complete or not, in another place. Nothing changes if there
    /// is none at the key.
    public CollectionState placed(JsonPath key, FieldIndex same) {
        Map<JsonPath, FieldIndex> complete = new HashMap<>(fields);
        complete.computeIfPresent(key, (_, _) -> same);
        Map<JsonPath, PartialIndex> partial = new HashMap<>(building);
        partial.computeIfPresent(key, (_, index) -> index.placed(same));
        return withIndexes(definition, complete, partial);
    }

    /// Payload indexes by key, complete or not.
    public Map<JsonPath, FieldIndex> allFields() {
        Map<JsonPath, FieldIndex> all = new HashMap<>(fields);
        building.forEach((key, partial) -> all.put(key, partial.index()));
        return all;
    }

    public CollectionState withTenants(FieldIndex index) {
        return new CollectionState(
                definition,
                operationNumber,
                slotEnd,
                live,
                damaged,
                vectors,
                Optional.of(index),
                fields,
                building);
    }

    public CollectionState withDamaged(SlotSet slots) {
        return new CollectionState(
                definition,
                operationNumber,
                slotEnd,
                live,
                slots,
                vectors,
                tenants,
                fields,
                building);
    }

    /// The same contents with rows in other places.
    public CollectionState withVectors(Map<Integer, VectorState> moved) {
        return new CollectionState(
                definition,
                operationNumber,
                slotEnd,
                live,
                damaged,
                moved,
                tenants,
                fields,
                building);
    }

    /// The same but for one vector.
    public CollectionState with(VectorState vector) {
        Map<Integer, VectorState> changed = new HashMap<>(vectors);
        changed.put(vector.number(), vector);
        return withVectors(changed);
    }
}
