package io.digi.server.settings;

import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
                    .with("deleted_threshold", fraction(0))
                    .with("vacuum_min_vector_number", count(100))
                    .with("default_segment_number", count(0))
                    .with("max_segment_size", count(1), "max_segment_size_kb")
                    .with("memmap_threshold", count(0), "memmap_threshold_kb")
                    .with("indexing_threshold", count(0), "indexing_threshold_kb")
                    .with("flush_interval_sec", count(0))
                    .with("max_optimization_threads", count(0));

    private static final String QUANTIZATION_PATH = "storage.collection.quantization";

    /// By method.
    private static final Map<String, Section> QUANTIZATION =
            new TreeMap<>(
                    Map.of(
                            "scalar",
                            method("scalar")
                                    .with("type", word("int8"))
                                    .with("quantile", fraction(0.5)),
                            "product",
                            method("product")
                                    .with("compression", word("x4", "x8", "x16", "x32", "x64")),
                            "binary",
                            method("binary")
                                    .with(
                                            "encoding",
                                            word("one_bit", "two_bits", "one_and_half_bits"))
                                    .with(
                                            "query_encoding",
                                            word(
                                                    "default",
                                                    "binary",
                                                    "scalar4bits",
                                                    "scalar8bits")),
                            "turbo",
                            method("turbo")
                                    .with("bits", word("bits1", "bits1_5", "bits2", "bits4"))));

    /// What a method does not go without.
    private static final Map<String, String> REQUIRED =
            Map.of("scalar", "type", "product", "compression");

    static final List<Key<?>> ALL =
            Stream.concat(Stream.of(HNSW, OPTIMIZERS), QUANTIZATION.values().stream())
                    .flatMap(section -> section.keys().stream())
                    .toList();

    private CollectionKeys() {}

    /// The one method that is given, as `quantization_config` has it; empty for none.
    static Value.Struct quantization(SettingValues values) {
        Map<String, Value> methods = new TreeMap<>();
        QUANTIZATION.forEach((method, section) -> {
            Value.Struct fields = section.of(values);
            if (!fields.fields().isEmpty()) {
                methods.put(method, fields);
                String required = REQUIRED.getOrDefault(method, "");
                if (!required.isEmpty() && !fields.fields().containsKey(required)) {
                    values.refuse(
                            path(method),
                            "lacks `%s`, which says how it is to be done".formatted(required));
                }
            }
        });
        methods.keySet().stream()
                .skip(1)
                .forEach(other ->
                        values.refuse(path(other), "is a second method; give one of them"));
        return new Value.Struct(methods);
    }

    private static List<String> path(String method) {
        return List.of((QUANTIZATION_PATH + "." + method).split("\\.", -1));
    }

    private static Section method(String name) {
        return new Section(QUANTIZATION_PATH + "." + name).with("always_ram", flag());
    }

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

    private static ValueParser<Value> fraction(double min) {
        ValueParser<Double> parser = ValueParser.fraction(min);
        return text -> Value.of(parser.parse(text));
    }

    private static ValueParser<Value> word(String... words) {
        ValueParser<String> parser = ValueParser.word(words);
        return text -> Value.of(parser.parse(text));
    }
}
