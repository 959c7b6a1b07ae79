package io.digi.server.settings;

import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings that say what new collections are like: sections whose keys are fields of a
/// collection's own settings, within the same bounds.
final class CollectionKeys {
    private static final int MAX = Integer.MAX_VALUE;

    static final Section HNSW =
            new Section("storage.hnsw_index")
                    .with("m", count(0))
                    .with("ef_construct", count(4))
                    .with("full_scan_threshold", count(10), "full_scan_threshold_kb")
                    .with("max_indexing_threads", count(0))
                    .with("on_disk", flag())
                    .with("payload_m", count(0));

    static final Section OPTIMIZERS =
            new Section("storage.optimizers")
                    .with("deleted_threshold", fraction())
                    .with("vacuum_min_vector_number", count(100))
                    .with("default_segment_number", count(0))
                    .with("max_segment_size", count(1), "max_segment_size_kb")
                    .with("memmap_threshold", count(0), "memmap_threshold_kb")
                    .with("indexing_threshold", count(0), "indexing_threshold_kb")
                    .with("flush_interval_sec", count(0))
                    .with("max_optimization_threads", count(0));

    static final List<Key<?>> ALL =
            Stream.concat(HNSW.keys().stream(), OPTIMIZERS.keys().stream()).toList();

    private CollectionKeys() {}

    /// Keys below a path, each with the field that it stands for. Two keys may stand for one field:
    /// Qdrant has gone from one name to the other.
    static final class Section {
        private final String path;
        private final Map<Key<Value>, String> fields = new LinkedHashMap<>();

        Section(String path) {
            this.path = path;
        }

        private Section with(String field, ValueParser<Value> parser, String... otherNames) {
            fields.put(Key.of(path + "." + field, parser), field);
            for (String name : otherNames) {
                fields.put(Key.of(path + "." + name, parser), field);
            }
            return this;
        }

        List<Key<?>> keys() {
            return new ArrayList<>(fields.keySet());
        }

        /// The fields that are given.
        Value.Struct of(SettingValues values) {
            Map<String, Value> given = new LinkedHashMap<>();
            fields.forEach((key, field) -> {
                Optional<Value> value = values.find(key);
                if (value.isPresent() && given.putIfAbsent(field, value.get()) != null) {
                    values.refuse(
                            key.segments(),
                            "is another name of `%s.%s`; give one of them".formatted(path, field));
                }
            });
            return new Value.Struct(given);
        }
    }

    private static ValueParser<Value> count(int min) {
        ValueParser<Integer> parser = ValueParser.integer(min, MAX);
        return text -> Value.of((long) parser.parse(text));
    }

    private static ValueParser<Value> flag() {
        ValueParser<Boolean> parser = ValueParser.flag();
        return text -> Value.of(parser.parse(text));
    }

    private static ValueParser<Value> fraction() {
        ValueParser<Double> parser = ValueParser.fraction();
        return text -> Value.of(parser.parse(text));
    }
}
