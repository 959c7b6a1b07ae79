package io.digi.wire.grpc;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionInfo.PayloadIndexInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import io.digi.proto.Collections;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.NewCollection;
import io.digi.wire.words.SettingRules;
import io.digi.wire.words.ShownCollection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Collections as they are now: what the user set stands over the defaults.
final class CollectionInfoCodec {
    private CollectionInfoCodec() {}

    static Collections.CollectionInfo encode(CollectionInfo info) {
        Collections.CollectionInfo.Builder message =
                Collections.CollectionInfo.newBuilder()
                        .setStatus(status(info.status()))
                        .setOptimizerStatus(optimizerStatus(info))
                        .setSegmentsCount(info.segmentCount())
                        .setConfig(config(info.config()))
                        .setPointsCount(info.pointCount())
                        .setIndexedVectorsCount(info.indexedVectorCount())
                        .setUpdateQueue(
                                Collections.UpdateQueueInfo.newBuilder()
                                        .setLength(info.queuedOperations()));
        info.warnings()
                .forEach(text ->
                        message.addWarnings(
                                Collections.CollectionWarning.newBuilder().setMessage(text)));
        info.payloadIndexes()
                .forEach((key, index) -> message.putPayloadSchema(key.toString(), schema(index)));
        return message.build();
    }

    private static Collections.CollectionStatus status(CollectionStatus status) {
        return switch (status) {
            case GREEN -> Collections.CollectionStatus.Green;
            case YELLOW -> Collections.CollectionStatus.Yellow;
            case GREY -> Collections.CollectionStatus.Grey;
            case RED -> Collections.CollectionStatus.Red;
        };
    }

    private static Collections.OptimizerStatus optimizerStatus(CollectionInfo info) {
        Collections.OptimizerStatus.Builder message = Collections.OptimizerStatus.newBuilder();
        return info.status() == CollectionStatus.RED
                ? message.setError(String.join("; ", info.warnings())).build()
                : message.setOk(true).build();
    }

    private static Collections.PayloadSchemaInfo schema(PayloadIndexInfo index) {
        return Collections.PayloadSchemaInfo.newBuilder()
                .setDataType(PayloadIndexKinds.schemaType(index.config().kind()))
                .setParams(PayloadIndexCodec.encode(index.config()))
                .setPoints(index.pointCount())
                .build();
    }

    private static Collections.CollectionConfig config(CollectionConfig config) {
        ShownCollection shown = new ShownCollection(config);
        Collections.CollectionConfig.Builder message =
                Collections.CollectionConfig.newBuilder()
                        .setParams(
                                SettingsCodec.encode(
                                                shown.params(),
                                                Collections.CollectionParams.newBuilder())
                                        .setVectorsConfig(VectorParamsCodec.encode(shown)))
                        .setHnswConfig(
                                SettingsCodec.encode(
                                        shown.hnsw(), Collections.HnswConfigDiff.newBuilder()))
                        .putAllMetadata(PayloadCodec.encode(config.metadata()));
        Map<String, Value> blocks = new LinkedHashMap<>();
        blocks.put("optimizer_config", shown.optimizers());
        blocks.put("wal_config", shown.wal());
        blocks.put("quantization_config", shown.quantization());
        blocks.put("strict_mode_config", shown.strictMode());
        return SettingsCodec.encode(new Value.Struct(blocks), message).build();
    }

    static CollectionInfo decode(Reading in, Collections.CollectionInfo message) {
        return new CollectionInfo(
                in.at("config", () -> config(in, message.getConfig())),
                status(in, message.getStatus()),
                message.getPointsCount(),
                message.getIndexedVectorsCount(),
                RequestFields.count(message.getSegmentsCount()),
                indexes(in, message),
                RequestFields.count(message.getUpdateQueue().getLength()),
                message.getWarningsList().stream()
                        .map(Collections.CollectionWarning::getMessage)
                        .toList());
    }

    private static CollectionStatus status(Reading in, Collections.CollectionStatus message) {
        return switch (message) {
            case Green -> CollectionStatus.GREEN;
            case Yellow -> CollectionStatus.YELLOW;
            case Grey -> CollectionStatus.GREY;
            case Red -> CollectionStatus.RED;
            case UnknownCollectionStatus, UNRECOGNIZED ->
                    throw in.malformed("the status of a collection is unknown");
        };
    }

    private static CollectionConfig config(Reading in, Collections.CollectionConfig message) {
        VectorParamsCodec vectors =
                VectorParamsCodec.decode(in, message.getParams().getVectorsConfig());
        Map<String, Value> settings = new LinkedHashMap<>();
        SettingsCodec.struct(message.getParams())
                .fields()
                .forEach((name, value) -> {
                    if (SettingRules.PARAMS.containsKey(name)) {
                        settings.put(name, value);
                    }
                });
        settings.put("optimizers_config", SettingsCodec.struct(message.getOptimizerConfig()));
        settings.put("wal_config", SettingsCodec.struct(message.getWalConfig()));
        if (message.hasQuantizationConfig()) {
            settings.put(
                    "quantization_config", SettingsCodec.struct(message.getQuantizationConfig()));
        }
        if (message.hasStrictModeConfig()) {
            settings.put("strict_mode_config", SettingsCodec.struct(message.getStrictModeConfig()));
        }
        return new NewCollection(
                        vectors.configs(),
                        vectors.settings(),
                        SettingsCodec.struct(message.getHnswConfig()),
                        settings,
                        PayloadCodec.decode(in, "metadata", message.getMetadataMap()))
                .over(CollectionDefaults.NONE);
    }

    private static Map<JsonPath, PayloadIndexInfo> indexes(
            Reading in, Collections.CollectionInfo message) {
        Map<JsonPath, PayloadIndexInfo> indexes = new LinkedHashMap<>();
        message.getPayloadSchemaMap()
                .forEach((key, schema) -> {
                    PayloadIndexKind kind =
                            PayloadIndexKinds.of(schema.getDataType())
                                    .orElseThrow(() -> in.malformed("no kind of index"));
                    indexes.put(
                            JsonPath.parse(key),
                            new PayloadIndexInfo(
                                    PayloadIndexCodec.decode(in, schema.getParams(), kind),
                                    schema.getPoints()));
                });
        return indexes;
    }
}
