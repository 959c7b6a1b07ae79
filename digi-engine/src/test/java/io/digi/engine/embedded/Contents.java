package io.digi.engine.embedded;

import io.digi.model.config.CollectionInfo;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.Selection;
import io.digi.model.vector.NamedVectors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that an engine holds, by collection: what a test expects, or what it found.
record Contents(TreeMap<String, Held> collections) {
    static final String TENANT = "t";

    private static final int ALL = 100_000;

    /// What one collection holds.
    ///
    /// @param indexes keys of the payload indexes
    /// @param points by tenant and id
    record Held(TreeSet<String> indexes, TreeMap<String, Content> points) {
        static Held nothing() {
            return new Held(new TreeSet<>(), new TreeMap<>());
        }

        Held copy() {
            return new Held(new TreeSet<>(indexes), new TreeMap<>(points));
        }
    }

    /// What one point holds.
    record Content(NamedVectors vectors, Payload payload) {}

    static Contents nothing() {
        return new Contents(new TreeMap<>());
    }

    /// Everything that scrolling through all collections finds.
    static Contents of(VectorEngine engine) {
        Contents found = nothing();
        for (CollectionName name : engine.collections().list(Call.everything())) {
            found.collections().put(name.value(), held(engine, name));
        }
        return found;
    }

    private static Held held(VectorEngine engine, CollectionName name) {
        Held held = Held.nothing();
        CollectionInfo info = engine.collections().describe(Call.everything(), name);
        info.payloadIndexes().keySet().forEach(path -> held.indexes().add(path.toString()));
        PointRead.Scroll all =
                new PointRead.Scroll(Filter.ALL, ALL, Optional.empty(), Selection.EVERYTHING);
        for (PointRecord point : engine.read(Call.everything(), name, all).points()) {
            Payload payload = point.payload().orElseThrow();
            Content content = new Content(point.vectors().orElseThrow(), payload);
            held.points().put(key(tenantOf(payload), point.id().toString()), content);
        }
        return held;
    }

    static String key(String tenant, String id) {
        return tenant + "/" + id;
    }

    static String tenantOf(Payload payload) {
        return payload.get(TENANT).map(tenant -> ((Value.Text) tenant).value()).orElse("");
    }

    Held in(String collection) {
        return collections.get(collection);
    }

    /// Where this is not what was expected, point by point.
    List<String> differences(Contents expected) {
        Map<String, String> found = lines();
        Map<String, String> due = expected.lines();
        Set<String> places = new TreeSet<>(found.keySet());
        places.addAll(due.keySet());
        return places.stream()
                .filter(place -> !Objects.equals(found.get(place), due.get(place)))
                .map(place ->
                        "%s: found %s, expected %s"
                                .formatted(place, found.get(place), due.get(place)))
                .toList();
    }

    private Map<String, String> lines() {
        Map<String, String> lines = new TreeMap<>();
        collections.forEach((name, held) -> {
            lines.put(name, "indexes " + held.indexes());
            held.points().forEach((key, point) -> lines.put(name + "/" + key, point.toString()));
        });
        return lines;
    }

    Contents copy() {
        Contents copy = nothing();
        collections.forEach((name, held) -> copy.collections().put(name, held.copy()));
        return copy;
    }
}
