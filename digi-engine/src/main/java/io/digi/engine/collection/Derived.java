package io.digi.engine.collection;

import io.digi.engine.catalog.Definition;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PostingFile;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is derived from the stored points of a collection, complete to an operation number.
///
/// @param operationNumber 0 for nothing at all
/// @param present slots that have a vector, by its number
/// @param fields complete payload indexes; some that the definition has may be missing
record Derived(
        Definition definition,
        long operationNumber,
        SlotSet live,
        Map<Integer, SlotSet> present,
        Optional<FieldIndex> tenants,
        Map<JsonPath, FieldIndex> fields) {
    Derived {
        present = Map.copyOf(present);
        fields = Map.copyOf(fields);
    }

    static Derived empty(Definition definition) {
        Map<Integer, SlotSet> present = new HashMap<>();
        definition.places().values().forEach(place -> present.put(place.number(), SlotSet.empty()));
        Map<JsonPath, FieldIndex> fields = new HashMap<>();
        definition
                .payloadIndexes()
                .forEach((path, config) -> fields.put(path, FieldIndex.empty(path, config)));
        return new Derived(definition, 0, SlotSet.empty(), present, noTenants(definition), fields);
    }

    /// Closes the files that indexes lie in.
    static void closeFiles(Map<JsonPath, FieldIndex> fields) {
        fields.values().forEach(index -> index.file().ifPresent(PostingFile::close));
    }

    static Derived of(CollectionState state) {
        Map<Integer, SlotSet> present = new HashMap<>();
        state.vectors().forEach((number, vector) -> present.put(number, vector.present()));
        return new Derived(
                state.definition(),
                state.operationNumber(),
                state.live(),
                present,
                state.tenants(),
                state.fields());
    }

    private static Optional<FieldIndex> noTenants(Definition definition) {
        return definition
                .config()
                .tenantField()
                .map(field ->
                        FieldIndex.empty(JsonPath.ofKey(field), PayloadIndexConfig.keyword()));
    }
}
