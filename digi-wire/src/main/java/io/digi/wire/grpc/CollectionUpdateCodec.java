package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.proto.Collections;
import io.digi.wire.words.CollectionUpdate;
import io.digi.wire.words.SettingRule;
import io.digi.wire.words.SettingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Changes of a collection's settings.
final class CollectionUpdateCodec {
    private static final String QUANTIZATION = "quantization_config";

    private CollectionUpdateCodec() {}

    static Collections.UpdateCollection.Builder encode(
            CollectionName name, CollectionUpdate update) {
        Collections.UpdateCollection.Builder message =
                Collections.UpdateCollection.newBuilder().setCollectionName(name.value());
        Map<String, Value> settings = new LinkedHashMap<>(update.settings().fields());
        // Null removes it.
        settings.replace(QUANTIZATION, Value.Null.NULL, Value.of("Disabled"));
        SettingsCodec.encode(new Value.Struct(settings), message);
        Collections.CollectionParamsDiff params =
                SettingsCodec.encode(
                                new Value.Struct(settings),
                                Collections.CollectionParamsDiff.newBuilder())
                        .build();
        if (!params.equals(Collections.CollectionParamsDiff.getDefaultInstance())) {
            message.setParams(params);
        }
        if (!update.hnsw().fields().isEmpty()) {
            message.setHnswConfig(
                    SettingsCodec.encode(update.hnsw(), Collections.HnswConfigDiff.newBuilder()));
        }
        if (!update.vectors().fields().isEmpty()) {
            message.setVectorsConfig(vectors(update.vectors()));
        }
        update.metadata().ifPresent(data -> message.putAllMetadata(PayloadCodec.encode(data)));
        return message;
    }

    private static Collections.VectorsConfigDiff vectors(Value.Struct byName) {
        Collections.VectorParamsDiffMap.Builder all = Collections.VectorParamsDiffMap.newBuilder();
        byName.fields()
                .forEach((name, settings) ->
                        all.putMap(
                                name,
                                SettingsCodec.encode(
                                                (Value.Struct) settings,
                                                Collections.VectorParamsDiff.newBuilder())
                                        .build()));
        return Collections.VectorsConfigDiff.newBuilder().setParamsMap(all).build();
    }

    static CollectionUpdate decode(Reading in, Collections.UpdateCollection message) {
        in.refuse(
                message.getSparseVectorsConfig().getMapCount() > 0,
                "sparse_vectors_config",
                "vectors are dense");
        Map<String, Value> settings = new LinkedHashMap<>();
        Map<String, Value> given = SettingsCodec.struct(message).fields();
        put(in, settings, given, SettingRules.CHANGES);
        put(in, settings, SettingsCodec.struct(message.getParams()).fields(), SettingRules.PARAMS);
        settings.replace(QUANTIZATION, Value.of("Disabled"), Value.Null.NULL);
        return new CollectionUpdate(
                SettingsCodec.decode(in, "hnsw_config", SettingRules.HNSW, message.getHnswConfig()),
                in.at("vectors_config", () -> vectors(in, message.getVectorsConfig())),
                new Value.Struct(settings),
                metadata(in, message));
    }

    private static void put(
            Reading in,
            Map<String, Value> settings,
            Map<String, Value> given,
            Map<String, SettingRule> rules) {
        rules.forEach((name, rule) -> {
            Value value = given.get(name);
            if (value != null) {
                settings.put(name, SettingsCodec.checked(in, name, rule, value));
            }
        });
    }

    private static Value.Struct vectors(Reading in, Collections.VectorsConfigDiff message) {
        Map<String, Value> byName = new LinkedHashMap<>();
        switch (message.getConfigCase()) {
            case PARAMS ->
                    byName.put(
                            "",
                            SettingsCodec.decode(
                                    in, "params", SettingRules.VECTOR, message.getParams()));
            case PARAMS_MAP ->
                    message.getParamsMap()
                            .getMapMap()
                            .forEach((name, params) ->
                                    byName.put(
                                            name,
                                            SettingsCodec.decode(
                                                    in, name, SettingRules.VECTOR, params)));
            case CONFIG_NOT_SET -> {}
        }
        return new Value.Struct(byName);
    }

    private static Optional<Payload> metadata(Reading in, Collections.UpdateCollection message) {
        return message.getMetadataCount() == 0
                ? Optional.empty()
                : Optional.of(PayloadCodec.decode(in, "metadata", message.getMetadataMap()));
    }
}
