package io.digi.wire.grpc;

import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import io.digi.proto.Collections;
import io.digi.wire.words.SettingRules;
import io.digi.wire.words.ShownCollection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The vectors of a collection: the one unnamed, or several by name.
final class VectorParamsCodec {
    private static final VectorConfig STAND_IN = new VectorConfig(1, Distance.DOT);

    private final Reading in;
    private final SortedMap<VectorName, VectorConfig> configs = new TreeMap<>();
    private final Map<String, Value> settings = new LinkedHashMap<>();

    private VectorParamsCodec(Reading in) {
        this.in = in;
    }

    static VectorParamsCodec decode(Reading in, Collections.VectorsConfig message) {
        VectorParamsCodec vectors = new VectorParamsCodec(in);
        in.at(
                "vectors_config",
                () -> {
                    vectors.read(message);
                    return message;
                });
        return vectors;
    }

    SortedMap<VectorName, VectorConfig> configs() {
        return configs;
    }

    /// What was given beyond the configurations, by the vector's name.
    Map<String, Value> settings() {
        return settings;
    }

    private void read(Collections.VectorsConfig message) {
        switch (message.getConfigCase()) {
            case PARAMS -> add("params", "", message.getParams());
            case PARAMS_MAP ->
                    message.getParamsMap()
                            .getMapMap()
                            .forEach((name, params) -> add(name, name, params));
            case CONFIG_NOT_SET -> {}
        }
    }

    private void add(String field, String name, Collections.VectorParams params) {
        in.at(
                field,
                () -> {
                    VectorName vector =
                            in.validated(() -> new VectorName(name), VectorName.DEFAULT);
                    return configs.put(vector, config(params));
                });
        if (params.hasQuantizationConfig()) {
            Value quantization =
                    SettingsCodec.decode(
                            in,
                            "quantization_config",
                            SettingRules.QUANTIZATION,
                            params.getQuantizationConfig());
            settings.put(name, new Value.Struct(Map.of("quantization_config", quantization)));
        }
    }

    private VectorConfig config(Collections.VectorParams params) {
        in.refuse(
                params.hasMultivectorConfig(),
                "multivector_config",
                "a point has one vector of each name");
        in.refuse(!isFloat32(params), "datatype", "vectors are stored as `float32`");
        Value.Struct hnsw =
                params.hasHnswConfig()
                        ? SettingsCodec.decode(
                                in, "hnsw_config", SettingRules.HNSW, params.getHnswConfig())
                        : Value.Struct.EMPTY;
        Optional<Boolean> onDisk =
                params.hasOnDisk() ? Optional.of(params.getOnDisk()) : Optional.empty();
        Distance distance =
                DistanceCodec.decode(params.getDistance())
                        .orElseThrow(() -> in.malformed("Unsupported distance metric"));
        return in.validated(
                () ->
                        new VectorConfig(
                                RequestFields.count(params.getSize()), distance, hnsw, onDisk),
                STAND_IN);
    }

    private static boolean isFloat32(Collections.VectorParams params) {
        return params.getDatatype() == Collections.Datatype.Default
                || params.getDatatype() == Collections.Datatype.Float32;
    }

    /// The vectors as they are shown.
    static Collections.VectorsConfig encode(ShownCollection shown) {
        Collections.VectorsConfig.Builder message = Collections.VectorsConfig.newBuilder();
        if (shown.hasOneUnnamedVector()) {
            shown.vectors().values().forEach(only -> message.setParams(params(only)));
            return message.build();
        }
        Collections.VectorParamsMap.Builder byName = Collections.VectorParamsMap.newBuilder();
        shown.vectors().forEach((name, vector) -> byName.putMap(name.value(), params(vector)));
        return message.setParamsMap(byName).build();
    }

    private static Collections.VectorParams params(Value.Struct shown) {
        return SettingsCodec.encode(shown, Collections.VectorParams.newBuilder()).build();
    }
}
