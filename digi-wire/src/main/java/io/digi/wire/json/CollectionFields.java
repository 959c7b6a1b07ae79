package io.digi.wire.json;

import io.digi.model.config.CollectionConfig;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.CollectionUpdate;
import io.digi.wire.words.NewCollection;
import io.digi.wire.words.SettingRule;
import io.digi.wire.words.SettingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of `CreateCollection` and `UpdateCollection`.
final class CollectionFields implements JsonReader.Fields {
    private static final CollectionConfig STAND_IN = CollectionConfig.of(Map.of());
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
        return fields.config(defaults);
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

    private CollectionConfig config(CollectionDefaults defaults) {
        NewCollection said =
                new NewCollection(
                        vectors.configs(),
                        vectors.settings(),
                        hnsw,
                        settings,
                        metadata.orElse(Payload.EMPTY));
        return in.validated(() -> said.over(defaults), STAND_IN);
    }
}
