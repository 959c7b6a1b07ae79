package io.digi.engine.filter;

import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.FieldMeaning;
import io.digi.engine.field.PartialIndex;
import io.digi.model.payload.JsonPath;
import java.util.HashMap;
import java.util.Map;

/// What matches of strings mean at each key; plainly, where nothing else is said.
public record FieldMeanings(Map<JsonPath, FieldMeaning> byKey) {
    /// Without any index.
    public static final FieldMeanings PLAIN = new FieldMeanings(Map.of());

    public FieldMeanings {
        byKey = Map.copyOf(byKey);
    }

    /// With these indexes, and those of the others that filters follow already.
    public static FieldMeanings of(
            Map<JsonPath, FieldIndex> complete, Map<JsonPath, PartialIndex> building) {
        Map<JsonPath, FieldMeaning> meanings = new HashMap<>();
        complete.forEach((key, index) -> note(key, index, meanings));
        building.forEach((key, partial) -> {
            if (partial.isMeant()) {
                note(key, partial.index(), meanings);
            }
        });
        return meanings.isEmpty() ? PLAIN : new FieldMeanings(meanings);
    }

    private static void note(JsonPath key, FieldIndex index, Map<JsonPath, FieldMeaning> meanings) {
        if (index.meaning() != FieldMeaning.Plain.PLAIN) {
            meanings.put(key, index.meaning());
        }
    }

    FieldMeaning at(JsonPath key) {
        return byKey.getOrDefault(key, FieldMeaning.Plain.PLAIN);
    }
}
