package io.digi.server.access;

import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.engine.Call;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.server.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The collections of an engine as a [Caller] may see them. Tenants see those that keep tenants
/// apart and those listed for them; any other looks to them as if it were not there.
public final class GuardedCatalog {
    private final CollectionCatalog catalog;
    private final Map<CollectionName, String> tenantFields;
    private final OptionalInt countMax;

    /// Collections that are being created, where their number is limited.
    private final Set<CollectionName> creating = ConcurrentHashMap.newKeySet();

    GuardedCatalog(CollectionCatalog catalog, Settings settings) {
        this.catalog = catalog;
        tenantFields = settings.tenancy().tenantFields();
        countMax = settings.storage().collectionCountMax();
    }

    /// Declares the tenant fields that the configuration names in collections that exist. Throws if
    /// one has points already, which nobody could keep apart.
    public void declareTenantFields() {
        tenantFields.forEach((name, field) -> {
            if (catalog.exists(Call.everything(), name)
                    && !tenantField(name).equals(Optional.of(field))) {
                catalog.alter(
                        Call.everything(), name, new CollectionChange.DeclareTenantField(field));
            }
        });
    }

    /// Throws [Problem.BadRequest] where the configuration allows no further collection.
    public void create(Caller caller, CollectionName name, CollectionConfig config) {
        CollectionConfig configured = withConfiguredField(name, config);
        withPlace(caller, name, () -> catalog.create(all(caller), name, configured));
    }

    /// Does what brings a collection into being, if it is there or may be there too. Throws
    /// [Problem.BadRequest] where the configuration allows no further collection.
    void withPlace(Caller caller, CollectionName name, Runnable creation) {
        if (countMax.isEmpty()) {
            creation.run();
            return;
        }
        boolean isFirst = takePlace(caller, name, countMax.getAsInt());
        try {
            creation.run();
        } finally {
            if (isFirst) {
                creating.remove(name);
            }
        }
    }

    /// The tenant field that the configuration declares for a collection.
    Optional<String> configuredField(CollectionName name) {
        return Optional.ofNullable(tenantFields.get(name));
    }

    /// Counts the name before it is there, so that two created at once do not both fit under the
    /// limit. Returns whether no other call has counted it already.
    private synchronized boolean takePlace(Caller caller, CollectionName name, int countMax) {
        Set<CollectionName> taken = new HashSet<>(creating);
        taken.addAll(catalog.list(all(caller)));
        if (taken.size() >= countMax
                && !taken.contains(name)
                && !catalog.exists(all(caller), name)) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "there are %d collections already, storage.max_collections allows no"
                                            .formatted(countMax)
                                    + " more"));
        }
        return creating.add(name);
    }

    private CollectionConfig withConfiguredField(CollectionName name, CollectionConfig config) {
        String field = tenantFields.get(name);
        if (field == null || config.tenantField().equals(Optional.of(field))) {
            return config;
        }
        if (config.tenantField().isPresent()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "the configuration declares `%s` as tenant field of `%s`, not `%s`"
                                    .formatted(field, name, config.tenantField().get())));
        }
        return config.withTenantField(field);
    }

    /// Applies changes one by one. Throws [Problem.CollectionNotFound].
    public Optional<WriteReceipt> alter(
            Caller caller, CollectionName name, List<CollectionChange> changes) {
        Optional<WriteReceipt> last = Optional.empty();
        for (CollectionChange change : changes) {
            last = Optional.of(catalog.alter(all(caller), name, change));
        }
        return last;
    }

    public boolean drop(Caller caller, CollectionName name) {
        return catalog.drop(all(caller), name);
    }

    public void changeAliases(Caller caller, List<AliasChange> changes) {
        catalog.changeAliases(all(caller), changes);
    }

    /// Whether there is such a collection within the caller's reach.
    public boolean exists(Caller caller, CollectionName name) {
        return catalog.exists(all(caller), name) && isReachable(caller, name);
    }

    /// Throws [Problem.CollectionNotFound], or `Forbidden` for a tenant that has no part in it.
    public CollectionInfo describe(Caller caller, CollectionName name) {
        Scope scope = reach(caller, name).ofDescription();
        return catalog.describe(caller.call(scope), name);
    }

    /// Throws as [#describe], which costs more.
    public void requireReachable(Caller caller, CollectionName name) {
        fieldWithinReach(caller.principal(), name);
    }

    public List<CollectionName> list(Caller caller) {
        return catalog.list(all(caller)).stream()
                .filter(name -> isReachable(caller, name))
                .toList();
    }

    public List<Alias> aliases(Caller caller) {
        return catalog.aliases(all(caller)).stream()
                .filter(alias -> isReachable(caller, alias.alias()))
                .toList();
    }

    /// How far the caller reaches in a collection. Throws as [#describe].
    CollectionReach reach(Caller caller, CollectionName name) {
        Optional<String> field = fieldWithinReach(caller.principal(), name);
        return new CollectionReach(name, field, caller.principal(), caller.tenant());
    }

    private Optional<String> fieldWithinReach(Principal principal, CollectionName name) {
        return switch (principal) {
            case Principal.Global _ -> tenantField(name);
            case Principal.Tenant(_, Set<CollectionName> plain) -> fieldOfTenant(plain, name);
        };
    }

    /// Whether a collection is missing or another's is not told.
    private Optional<String> fieldOfTenant(Set<CollectionName> plain, CollectionName name) {
        Optional<String> field;
        try {
            field = tenantField(name);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.CollectionNotFound && !plain.contains(name)) {
                throw forbidden(name);
            }
            throw e;
        }
        if (field.isEmpty() && !plain.contains(name) && !plain.contains(resolved(name))) {
            throw forbidden(name);
        }
        return field;
    }

    private boolean isReachable(Caller caller, CollectionName name) {
        try {
            return switch (caller.principal()) {
                case Principal.Global _ -> true;
                case Principal.Tenant(_, Set<CollectionName> plain) -> {
                    fieldOfTenant(plain, name);
                    yield true;
                }
            };
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Forbidden
                    || e.problem() instanceof Problem.CollectionNotFound) {
                return false;
            }
            throw e;
        }
    }

    private Optional<String> tenantField(CollectionName name) {
        return catalog.tenantField(Call.everything(), name);
    }

    private CollectionName resolved(CollectionName name) {
        return catalog.aliases(Call.everything()).stream()
                .filter(alias -> alias.alias().equals(name))
                .map(Alias::collection)
                .findFirst()
                .orElse(name);
    }

    private static Call all(Caller caller) {
        return caller.call(Scope.Everything.EVERYTHING);
    }

    private static DigiException forbidden(CollectionName name) {
        return new DigiException(
                new Problem.Forbidden("Access to collection %s is required".formatted(name)));
    }
}
