package io.digi.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.config.CollectionChange.UpdateSettings;
import io.digi.model.error.DigiException;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.vector.Distance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsMergeTest {
    private static final CollectionConfig CONFIG =
            CollectionConfig.of(Map.of(new VectorName("a"), new VectorConfig(4, Distance.DOT)));

    @Test
    void whatABlockDoesNotSayStays() {
        CollectionConfig before =
                settings(CONFIG, object("optimizers_config", object("a", 1, "b", 2), "n", 1));
        CollectionConfig after =
                settings(before, object("optimizers_config", object("a", 5), "n", Value.Null.NULL));
        assertThat(after.settings()).isEqualTo(object("optimizers_config", object("a", 5, "b", 2)));
    }

    @Test
    void graphSettingsAreLaidOverThoseThatHold() {
        CollectionConfig first = CONFIG.updatedBy(UpdateSettings.ofHnsw(object("m", 8)));
        CollectionConfig second =
                first.updatedBy(UpdateSettings.ofHnsw(object("ef_construct", 50)));
        assertThat(second.hnsw().m()).isEqualTo(8);
        assertThat(second.hnsw().efConstruct()).isEqualTo(50);
    }

    @Test
    void laterGraphSettingsOfAVectorLeaveEarlierOnes() {
        CollectionConfig first = vector(CONFIG, object("hnsw_config", object("m", 32)));
        CollectionConfig second = vector(first, object("hnsw_config", object("ef_construct", 200)));
        assertThat(second.settings())
                .isEqualTo(
                        object(
                                "vectors",
                                object(
                                        "a",
                                        object(
                                                "hnsw_config",
                                                object("m", 32, "ef_construct", 200)))));
    }

    /// As in Qdrant: what is not said stays, and here nothing is said.
    @Test
    void emptyGraphSettingsOfAVectorLeaveEarlierOnes() {
        CollectionConfig first = vector(CONFIG, object("hnsw_config", object("m", 32)));
        CollectionConfig second = vector(first, object("hnsw_config", Value.Struct.EMPTY));
        assertThat(second).isEqualTo(first);
        assertThat(second.hnswOf(new VectorName("a")).m()).isEqualTo(32);
    }

    @Test
    void quantizationIsReplacedAsAWhole() {
        CollectionConfig before = settings(CONFIG, object("quantization_config", object("a", 1)));
        CollectionConfig after = settings(before, object("quantization_config", object("b", 1)));
        assertThat(after.settings()).isEqualTo(object("quantization_config", object("b", 1)));
    }

    @Test
    void disabledQuantizationOfAVectorIsTheCollectionsAgain() {
        CollectionConfig before = vector(CONFIG, object("quantization_config", object("b", 1)));
        CollectionConfig after =
                vector(before, object("quantization_config", Value.of("Disabled")));
        assertThat(after.settings()).isEqualTo(object("vectors", object("a", Value.Struct.EMPTY)));
    }

    @Test
    void metadataIsMergedByKey() {
        Payload first = new Payload(object("a", 1, "b", 2));
        Payload second = new Payload(object("a", Value.Null.NULL, "c", 3));
        assertThat(metadata(metadata(CONFIG, first), second).metadata().root())
                .isEqualTo(object("b", 2, "c", 3));
    }

    @Test
    void settingsOfAnUnknownVectorAreRefused() {
        UpdateSettings update =
                new UpdateSettings(
                        Value.Struct.EMPTY,
                        object("foo", object("on_disk", Value.of(true))),
                        Value.Struct.EMPTY,
                        Optional.empty());
        assertThatThrownBy(() -> CONFIG.updatedBy(update))
                .isInstanceOf(DigiException.class)
                .hasMessage("Not existing vector name error: foo");
    }

    private static CollectionConfig settings(CollectionConfig before, Value.Struct given) {
        return before.updatedBy(UpdateSettings.ofSettings(given));
    }

    private static CollectionConfig vector(CollectionConfig before, Value.Struct given) {
        return before.updatedBy(
                new UpdateSettings(
                        Value.Struct.EMPTY,
                        object("a", given),
                        Value.Struct.EMPTY,
                        Optional.empty()));
    }

    private static CollectionConfig metadata(CollectionConfig before, Payload given) {
        return before.updatedBy(
                new UpdateSettings(
                        Value.Struct.EMPTY,
                        Value.Struct.EMPTY,
                        Value.Struct.EMPTY,
                        Optional.of(given)));
    }

    private static Value.Struct object(Object... keysAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            fields.put(
                    (String) keysAndValues[i],
                    value instanceof Integer number ? Value.of((long) number) : (Value) value);
        }
        return new Value.Struct(fields);
    }
}
