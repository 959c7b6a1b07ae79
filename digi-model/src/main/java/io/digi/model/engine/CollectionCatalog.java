package io.digi.model.engine;

import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.id.CollectionName;
import java.util.List;
import java.util.Optional;

/// The collections of an engine. Changing them needs the scope `Everything`
/// ([io.digi.model.error.Problem.Forbidden] otherwise). Names may be aliases, but for `create` and
/// `drop`.
public interface CollectionCatalog {
    /// Throws `CollectionExists` or `NameIsAlias`.
    void create(Call call, CollectionName name, CollectionConfig config);

    /// Throws `CollectionNotFound`.
    WriteReceipt alter(Call call, CollectionName name, CollectionChange change);

    /// Whether there was a collection to drop. Its aliases go with it.
    boolean drop(Call call, CollectionName name);

    boolean exists(Call call, CollectionName name);

    /// Throws `CollectionNotFound`. Counts are those of the call's scope.
    CollectionInfo describe(Call call, CollectionName name);

    /// The payload key that names a point's tenant, if the collection keeps tenants apart. Servers
    /// ask before every operation: an engine answers without counting anything. Throws
    /// `CollectionNotFound`.
    default Optional<String> tenantField(Call call, CollectionName name) {
        return describe(call, name).config().tenantField();
    }

    /// All names, in order.
    List<CollectionName> list(Call call);

    /// Applies all of the changes, or none.
    void changeAliases(Call call, List<AliasChange> changes);

    /// All aliases, in the order of their names.
    List<Alias> aliases(Call call);
}
