package io.digi.engine.embedded;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.Counters;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many points and vectors the collections have. No collection is opened to count them: see
/// [io.digi.model.engine.EngineStatus] for what that means for vectors.
record CollectionCounts(
        Map<CollectionName, Long> points, Map<CollectionName, Map<VectorName, Long>> vectors) {
    static CollectionCounts of(Parts parts) {
        Map<Integer, CollectionState> open = new HashMap<>();
        parts.registry()
                .forEachOpen(loaded -> {
                    CollectionState state = loaded.collection().state();
                    open.put(state.definition().number(), state);
                });
        List<Definition> all = parts.catalog().all();
        List<byte[]> keys = all.stream().map(d -> Keys.counters(d.number())).toList();
        var stored = parts.kv().multiGet(Families.META, keys);
        CollectionCounts counts = new CollectionCounts(new HashMap<>(), new HashMap<>());
        for (int i = 0; i < keys.size(); i++) {
            Definition definition = all.get(i);
            CollectionState state = open.get(definition.number());
            stored.get(i)
                    .map(Counters::decode)
                    .ifPresent(counters -> {
                        counts.points.put(definition.name(), counters.pointCount());
                        counts.vectors.put(
                                definition.name(),
                                state == null
                                        ? estimated(definition, counters)
                                        : counted(definition, state));
                    });
        }
        return counts;
    }

    private static Map<VectorName, Long> estimated(Definition definition, Counters counters) {
        Map<VectorName, Long> counts = new HashMap<>();
        definition
                .places()
                .forEach((name, place) ->
                        counts.put(
                                name,
                                Math.min(
                                        counters.pointCount(),
                                        counters.rows(place.number()).end())));
        return counts;
    }

    private static Map<VectorName, Long> counted(Definition definition, CollectionState state) {
        Map<VectorName, Long> counts = new HashMap<>();
        definition
                .places()
                .forEach((name, place) ->
                        counts.put(
                                name, (long) state.vector(place.number()).present().cardinality()));
        return counts;
    }
}
