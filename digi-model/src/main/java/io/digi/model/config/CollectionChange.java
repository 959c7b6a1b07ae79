package io.digi.model.config;

import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Optional;

/// A change to a collection itself.
public sealed interface CollectionChange {
    /// Indexes what is at a key, replacing an index that is there, unless that is the same. The
    /// index is built in the background; until it is complete, filters do without it.
    ///
    /// @param waits whether the change ends when the index is complete; if the caller's time is
    ///   over first, it ends with a receipt that says so
    record CreatePayloadIndex(JsonPath key, PayloadIndexConfig index, boolean waits)
            implements CollectionChange {
        /// Waits.
        public CreatePayloadIndex(JsonPath key, PayloadIndexConfig index) {
            this(key, index, /* waits= */ true);
        }
    }

    record DropPayloadIndex(JsonPath key) implements CollectionChange {}

    /// Changes settings. What is absent stays, within blocks too: two changes of different settings
    /// at the same time both hold.
    ///
    /// @param hnsw fields of `hnsw_config`
    /// @param vectors settings by the vector's name
    /// @param settings others, by their names in [CollectionConfig#settings]; blocks are merged but
    ///   for `quantization_config`, which is replaced; null removes one
    /// @param metadata merged key by key, null removes one
    record UpdateSettings(
            Value.Struct hnsw,
            Value.Struct vectors,
            Value.Struct settings,
            Optional<Payload> metadata)
            implements CollectionChange {
        /// A change of the graphs alone.
        public static UpdateSettings ofHnsw(Value.Struct hnsw) {
            return new UpdateSettings(
                    hnsw, Value.Struct.EMPTY, Value.Struct.EMPTY, Optional.empty());
        }

        /// A change of [CollectionConfig#settings] alone.
        public static UpdateSettings ofSettings(Value.Struct settings) {
            return new UpdateSettings(
                    Value.Struct.EMPTY, Value.Struct.EMPTY, settings, Optional.empty());
        }
    }

    /// Declares the tenant field of a collection that is still empty.
    record DeclareTenantField(String field) implements CollectionChange {}
}
