package io.digi.wire.words;

import io.digi.model.config.CollectionChange;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a caller asks to change of a collection. What is absent stays, within blocks too.
///
/// @param hnsw fields of `hnsw_config`
/// @param vectors settings by the vector's name
/// @param settings other settings by their names in
///   [io.digi.model.config.CollectionConfig#settings]; null removes one
/// @param metadata merged key by key, null removes one
public record CollectionUpdate(
        Value.Struct hnsw,
        Value.Struct vectors,
        Value.Struct settings,
        Optional<Payload> metadata) {
    /// The changes that it consists of. The declaration of a tenant field comes first: it is
    /// refused where there are points.
    public List<CollectionChange> changes() {
        List<CollectionChange> changes = new ArrayList<>();
        metadata.flatMap(TenantDeclaration::field)
                .map(CollectionChange.DeclareTenantField::new)
                .ifPresent(changes::add);
        CollectionChange.UpdateSettings update =
                new CollectionChange.UpdateSettings(hnsw, vectors, settings, metadata);
        if (!update.equals(CollectionChange.UpdateSettings.ofHnsw(Value.Struct.EMPTY))) {
            changes.add(update);
        }
        return changes;
    }
}
