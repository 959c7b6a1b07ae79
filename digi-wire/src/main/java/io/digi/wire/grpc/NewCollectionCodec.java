package io.digi.wire.grpc;

import io.digi.model.config.CollectionConfig;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.Value;
import io.digi.proto.Collections;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.NewCollection;
import io.digi.wire.words.SettingRules;
import io.digi.wire.words.ShownCollection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Collections to be made.
final class NewCollectionCodec {
    private static final CollectionConfig STAND_IN = CollectionConfig.of(Map.of());

    private NewCollectionCodec() {}

    /// Everything that the configuration says is said.
    static Collections.CreateCollection.Builder encode(
            CollectionName name, CollectionConfig config) {
        ShownCollection shown = new ShownCollection(config);
        Collections.CreateCollection.Builder message =
                Collections.CreateCollection.newBuilder()
                        .setCollectionName(name.value())
                        .setVectorsConfig(VectorParamsCodec.encode(shown))
                        .putAllMetadata(PayloadCodec.encode(config.metadata()));
        message.setHnswConfig(
                SettingsCodec.encode(shown.hnsw(), Collections.HnswConfigDiff.newBuilder()));
        // The fields of a new collection have the names of settings, but for those of vectors.
        Map<String, Value> settings = new LinkedHashMap<>(config.settings().fields());
        settings.remove("vectors");
        return SettingsCodec.encode(new Value.Struct(settings), message);
    }

    static CollectionConfig decode(
            Reading in, Collections.CreateCollection message, CollectionDefaults defaults) {
        in.refuse(
                message.getSparseVectorsConfig().getMapCount() > 0,
                "sparse_vectors_config",
                "vectors are dense");
        in.refuse(
                message.getShardingMethod() != Collections.ShardingMethod.Auto,
                "sharding_method",
                "the method is `auto`, a collection has one shard");
        VectorParamsCodec vectors = VectorParamsCodec.decode(in, message.getVectorsConfig());
        NewCollection said =
                new NewCollection(
                        vectors.configs(),
                        vectors.settings(),
                        SettingsCodec.decode(
                                in, "hnsw_config", SettingRules.HNSW, message.getHnswConfig()),
                        settings(in, message),
                        PayloadCodec.decode(in, "metadata", message.getMetadataMap()));
        return in.validated(() -> said.over(defaults), STAND_IN);
    }

    private static Map<String, Value> settings(Reading in, Collections.CreateCollection message) {
        Map<String, Value> given = SettingsCodec.struct(message).fields();
        Map<String, Value> settings = new LinkedHashMap<>();
        SettingRules.AT_CREATION.forEach((name, rule) -> {
            Value value = given.get(name);
            if (value != null) {
                settings.put(name, SettingsCodec.checked(in, name, rule, value));
            }
        });
        return settings;
    }
}
