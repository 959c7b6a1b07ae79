package io.digi.engine.plan;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.KeywordIndex;
import io.digi.engine.key.Keys;
import io.digi.engine.slot.SlotSet;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.FieldTest;
import io.digi.model.id.TenantId;
import io.digi.model.query.ScrollPosition;
import io.digi.storage.kv.KvRange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whose points a read may see.
public final class TenantScope {
    private final Definition definition;
    private final Scope scope;

    /// Throws [Problem.Forbidden] for a tenant's scope on a collection that keeps none apart.
    public TenantScope(Definition definition, Scope scope) {
        if (scope instanceof Scope.Tenant && !definition.hasTenants()) {
            throw new DigiException(
                    new Problem.Forbidden(
                            "Collection `%s` keeps no tenants apart; a tenant cannot use it"
                                    .formatted(definition.name())));
        }
        this.definition = definition;
        this.scope = scope;
    }

    /// The one tenant of the scope, where the collection keeps tenants apart.
    Optional<TenantId> tenant() {
        return scope instanceof Scope.Tenant(TenantId id) ? Optional.of(id) : Optional.empty();
    }

    /// Whether the scope spans several tenants that the collection keeps apart.
    boolean spansTenants() {
        return definition.hasTenants() && tenant().isEmpty();
    }

    /// Whose a point named by its id alone is. Throws [Problem.TenantRequired] if that is open.
    Optional<TenantId> owner() {
        if (spansTenants()) {
            String field = definition.config().tenantField().orElseThrow();
            throw new DigiException(new Problem.TenantRequired(definition.name(), field));
        }
        return tenant();
    }

    /// The keys of all ids of the scope.
    KvRange idRange() {
        return KvRange.prefix(
                spansTenants()
                        ? Keys.collection(definition.number())
                        : Keys.tenantPrefix(definition.number(), tenant()));
    }

    /// Whose point a scroll goes on at. Throws if a position does not fit the scope: several
    /// tenants need one named ([Problem.TenantRequired]), one tenant takes its own only
    /// ([Problem.Forbidden]), a plain collection has none ([Problem.BadRequest]).
    Optional<TenantId> tenantOf(ScrollPosition position) {
        Optional<TenantId> named = position.tenant();
        if (spansTenants()) {
            return named.isPresent() ? named : owner();
        }
        if (named.isEmpty() || named.equals(tenant())) {
            return tenant();
        }
        throw new DigiException(
                definition.hasTenants()
                        ? new Problem.Forbidden(
                                "the page begins at a point of tenant `%s`".formatted(named.get()))
                        : new Problem.BadRequest(
                                "Collection `%s` keeps no tenants apart, the offset names one"
                                        .formatted(definition.name())));
    }

    /// The tenants of the scope that have points; of a plain collection, just no tenant.
    Set<Optional<TenantId>> all(CollectionState state) {
        if (!spansTenants()) {
            return Set.of(tenant());
        }
        Set<Optional<TenantId>> found = new HashSet<>();
        if (state.tenants().orElseThrow() instanceof KeywordIndex index) {
            index.forEachValue((tenant, _) -> found.add(Optional.of(new TenantId(tenant))));
        }
        return found;
    }

    /// The live slots of the scope.
    public SlotSet slots(CollectionState state) {
        if (tenant().isEmpty()) {
            return state.live();
        }
        FieldIndex index = state.tenants().orElseThrow();
        String tenant = tenant().get().value();
        FieldTest isTenant = new FieldTest.MatchValue(new FieldTest.Scalar.Text(tenant));
        return index.answer(isTenant, state.live()).certain();
    }
}
