package io.digi.wire.json;

import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of `CreateCollection` and `UpdateCollection`.
final class CollectionFields implements JsonReader.Fields {
    private static final Map<String, String> ALIASES =
            Map.of(
                    "optimizer_config", "optimizers_config",
                    "quantization", "quantization_config");
    private static final Map<String, SettingRule> BLOCKS =
            Map.of(
                    "optimizers_config", SettingRules.OPTIMIZERS,
                    "wal_config", SettingRules.WAL,
                    "strict_mode_config", SettingRules.STRICT_MODE);
    private static final Set<String> PARAMS_AT_CREATION =
            Set.of(
                    "shard_number",
                    "replication_factor",
                    "write_consistency_factor",
                    "on_disk_payload");

    private final JsonReader in;
    private final boolean isUpdate;
    private final VectorsConfigReader vectors;
    private final Map<String, Value> settings = new LinkedHashMap<>();
    private Value.Struct hnsw = Value.Struct.EMPTY;
    private Value.Struct vectorChanges = Value.Struct.EMPTY;
    private Optional<Payload> metadata = Optional.empty();

    private CollectionFields(JsonReader in, boolean isUpdate) {
        this.in = in;
        this.isUpdate = isUpdate;
        this.vectors = new VectorsConfigReader(in);
    }

    static CollectionConfig create(JsonReader in, CollectionDefaults defaults) {
        CollectionFields fields = new CollectionFields(in, /* isUpdate= */ false);
        in.object("struct CreateCollection", ALIASES, fields);
        fields.overlay(defaults);
        return fields.config();
    }

    private void overlay(CollectionDefaults defaults) {
        hnsw = CollectionDefaults.overlaid(defaults.hnsw(), hnsw);
        Value.Struct given =
                settings.get("optimizers_config") instanceof Value.Struct own
                        ? own
                        : Value.Struct.EMPTY;
        Value.Struct optimizers = CollectionDefaults.overlaid(defaults.optimizers(), given);
        if (!optimizers.fields().isEmpty()) {
            settings.put("optimizers_config", optimizers);
        }
        if (!defaults.quantization().fields().isEmpty()) {
            settings.putIfAbsent("quantization_config", defaults.quantization());
        }
    }

    static CollectionUpdate update(JsonReader in) {
        CollectionFields fields = new CollectionFields(in, /* isUpdate= */ true);
        in.object("struct UpdateCollection", ALIASES, fields);
        return new CollectionUpdate(
                fields.hnsw,
                fields.vectorChanges,
                new Value.Struct(fields.settings),
                fields.metadata);
    }

    @Override
    public boolean read(String name) {
        if (in.isNull()) {
            return true;
        }
        switch (name) {
            case "vectors" -> readVectors();
            case "hnsw_config" -> hnsw = SettingsReader.block(in, SettingRules.HNSW);
            case "quantization_config" -> readQuantization();
            case "sparse_vectors" -> requireEmpty();
            case "sharding_method" -> requireAutomatic();
            case "metadata" -> metadata = Optional.of(PayloadReader.payload(in));
            case "params" -> {
                if (!isUpdate) {
                    return false;
                }
                in.object(
                        "params", p -> SettingsReader.field(in, SettingRules.PARAMS, p, settings));
            }
            default -> {
                return readSetting(name);
            }
        }
        return true;
    }

    private boolean readSetting(String name) {
        boolean isParam = !isUpdate && PARAMS_AT_CREATION.contains(name);
        return SettingsReader.field(in, isParam ? SettingRules.PARAMS : BLOCKS, name, settings);
    }

    private void readVectors() {
        if (isUpdate) {
            vectorChanges = SettingsReader.byName(in, SettingRules.VECTOR);
        } else {
            vectors.read();
        }
    }

    private void readQuantization() {
        SettingRule rule = isUpdate ? SettingRules.QUANTIZATION_CHANGE : SettingRules.QUANTIZATION;
        Value given = SettingsReader.read(in, rule);
        settings.put("quantization_config", given instanceof Value.Text ? Value.Null.NULL : given);
    }

    private void requireEmpty() {
        in.object(
                "sparse vectors by name",
                _ -> {
                    throw in.unsupported("", "vectors are dense");
                });
    }

    private void requireAutomatic() {
        if (!JsonText.text(in, "a sharding method").equals("auto")) {
            throw in.unsupported("", "the method is `auto`, a collection has one shard");
        }
    }

    private CollectionConfig config() {
        if (!vectors.settings().isEmpty()) {
            settings.put("vectors", new Value.Struct(vectors.settings()));
        }
        Payload known = metadata.orElse(Payload.EMPTY);
        return new CollectionConfig(
                vectors.configs(),
                in.validated(
                        "hnsw_config",
                        () -> HnswConfig.DEFAULT.overlaidBy(hnsw),
                        HnswConfig.DEFAULT),
                new Value.Struct(settings),
                known,
                in.validated(() -> TenantDeclaration.field(known), Optional.empty()));
    }
}
