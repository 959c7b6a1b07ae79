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
    /// @param waits whether the change ends when the index is complete
    record CreatePayloadIndex(JsonPath key, PayloadIndexConfig index, boolean waits)
            implements CollectionChange {
        /// Waits.
        public CreatePayloadIndex(JsonPath key, PayloadIndexConfig index) {
            this(key, index, /* waits= */ true);
        }
    }

    record DropPayloadIndex(JsonPath key) implements CollectionChange {}

    /// Replaces settings. What is absent stays; `metadata` is merged key by key, null removes one;
    /// `settings` likewise, by top-level key.
    record UpdateSettings(
            Optional<HnswConfig> hnsw, Value.Struct settings, Optional<Payload> metadata)
            implements CollectionChange {}

    /// Declares the tenant field of a collection that is still empty.
    record DeclareTenantField(String field) implements CollectionChange {}
}
