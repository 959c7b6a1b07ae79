package io.digi.wire.json;

import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import io.digi.wire.words.DistanceName;
import io.digi.wire.words.SettingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonToken;

/// Reads `vectors` of a new collection: the parameters of the one unnamed vector, or of several by
/// name.
final class VectorsConfigReader {
    private static final VectorConfig STAND_IN = new VectorConfig(1, Distance.DOT);
    private static final Map<String, String> ALIASES =
            Map.of("quantization", "quantization_config");

    private final JsonReader in;
    private final SortedMap<VectorName, VectorConfig> configs = new TreeMap<>();
    private final Map<String, Value> settings = new LinkedHashMap<>();

    VectorsConfigReader(JsonReader in) {
        this.in = in;
    }

    void read() {
        VectorFields unnamed = new VectorFields();
        in.object(
                "a vector's parameters, or several by name",
                ALIASES,
                name -> unnamed.read(name) || readNamed(name));
        if (unnamed.any) {
            add("", unnamed);
        }
    }

    SortedMap<VectorName, VectorConfig> configs() {
        return configs;
    }

    /// What was given beyond the configurations, by the vector's name.
    Map<String, Value> settings() {
        return settings;
    }

    private boolean readNamed(String name) {
        if (in.token() != JsonToken.START_OBJECT) {
            return false;
        }
        VectorFields fields = new VectorFields();
        in.object("struct VectorParams", ALIASES, fields);
        add(name, fields);
        return true;
    }

    private void add(String name, VectorFields fields) {
        VectorName vector = in.validated(() -> new VectorName(name), VectorName.DEFAULT);
        configs.put(vector, fields.config());
        fields.quantization.ifPresent(
                q -> settings.put(name, new Value.Struct(Map.of("quantization_config", q))));
    }

    private final class VectorFields implements JsonReader.Fields {
        private final Field<Long> size = new Field<>();
        private final Field<Distance> distance = new Field<>();
        private Value.Struct hnsw = Value.Struct.EMPTY;
        private Optional<Value> quantization = Optional.empty();
        private Optional<Boolean> onDisk = Optional.empty();
        private boolean any;

        @Override
        public boolean read(String name) {
            switch (name) {
                case "size" -> size.set(JsonText.natural(in));
                case "distance" -> distance.set(distance());
                case "hnsw_config" ->
                        readOptional(() -> hnsw = SettingsReader.block(in, SettingRules.HNSW));
                case "quantization_config" -> readOptional(this::readQuantization);
                case "on_disk" -> readOptional(() -> onDisk = Optional.of(JsonText.flag(in)));
                case "datatype" -> readOptional(this::requireFloat32);
                case "multivector_config" -> in.refuse("a point has one vector of each name");
                default -> {
                    return false;
                }
            }
            any = true;
            return true;
        }

        private void readOptional(Runnable reader) {
            if (!in.isNull()) {
                reader.run();
            }
        }

        private void readQuantization() {
            quantization = Optional.of(SettingsReader.read(in, SettingRules.QUANTIZATION));
        }

        private void requireFloat32() {
            if (!JsonText.text(in, "a datatype").equals("float32")) {
                throw in.unsupported("", "vectors are stored as `float32`");
            }
        }

        private VectorConfig config() {
            long elements = size.required(in, "size");
            Distance metric = distance.required(in, "distance");
            int dimension = (int) Math.min(elements, Integer.MAX_VALUE);
            return in.validated(() -> new VectorConfig(dimension, metric, hnsw, onDisk), STAND_IN);
        }
    }

    private Distance distance() {
        String name = JsonText.text(in, "a distance");
        return DistanceName.parse(name)
                .orElseThrow(() ->
                        in.malformed(
                                ("unknown variant `%s`, expected one of `Cosine`,"
                                                + " `Euclid`, `Dot`, `Manhattan`")
                                        .formatted(JsonSyntax.shown(name))));
    }
}
