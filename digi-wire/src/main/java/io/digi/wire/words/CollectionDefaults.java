package io.digi.wire.words;

import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a new collection has where the one who creates it says nothing, in the words of the
/// protocol. It is written down with the collection: later defaults do not change it.
///
/// @param hnsw fields of `hnsw_config`
/// @param optimizers fields of `optimizers_config`
/// @param quantization the whole of `quantization_config`, empty for none
public record CollectionDefaults(
        Value.Struct hnsw, Value.Struct optimizers, Value.Struct quantization) {
    /// The protocol's own.
    public static final CollectionDefaults NONE =
            new CollectionDefaults(Value.Struct.EMPTY, Value.Struct.EMPTY, Value.Struct.EMPTY);

    public static Value.Struct overlaid(Value.Struct defaults, Value.Struct given) {
        Map<String, Value> all = new LinkedHashMap<>(defaults.fields());
        all.putAll(given.fields());
        return new Value.Struct(all);
    }
}
