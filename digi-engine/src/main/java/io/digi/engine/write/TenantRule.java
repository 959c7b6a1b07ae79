package io.digi.engine.write;

import io.digi.engine.catalog.Definition;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Optional;

/// Whose the points of a write are.
final class TenantRule {
    private final Definition definition;
    private final Scope scope;

    /// Throws [Problem.Forbidden] for a tenant's scope on a collection that keeps none apart.
    TenantRule(Definition definition, Scope scope) {
        if (scope instanceof Scope.Tenant && !definition.hasTenants()) {
            throw new DigiException(
                    new Problem.Forbidden(
                            "Collection `%s` keeps no tenants apart; a tenant cannot use it"
                                    .formatted(definition.name())));
        }
        this.definition = definition;
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /// Whose a point named by its id alone is. Throws [Problem.TenantRequired] if that is open.
    Optional<TenantId> owner() {
        if (!definition.hasTenants()) {
            return Optional.empty();
        }
        return switch (scope) {
            case Scope.Tenant(TenantId id) -> Optional.of(id);
            case Scope.Everything _ ->
                    throw new DigiException(new Problem.TenantRequired(definition.name(), field()));
        };
    }

    /// This rule for the one tenant that a payload to be written names, if it names one. Throws
    /// [Problem.Forbidden] if the scope is another's.
    TenantRule narrowedBy(Payload payload) {
        Optional<TenantId> named = named(payload);
        if (named.isEmpty()) {
            return this;
        }
        if (scope instanceof Scope.Tenant(TenantId own) && !own.equals(named.get())) {
            throw new DigiException(
                    new Problem.Forbidden(
                            "`%s` is `%s`, but the call is for tenant `%s`"
                                    .formatted(field(), named.get(), own)));
        }
        return new TenantRule(definition, new Scope.Tenant(named.get()));
    }

    /// The payload with the owner of its point in it.
    Payload stamped(Payload payload) {
        return owner().filter(owner -> payload.get(field()).isEmpty())
                .map(owner -> payload.with(field(), Value.of(owner.value())))
                .orElse(payload);
    }

    /// Throws [Problem.BadRequest] for an edit at a path that could change a point's tenant.
    void requireElsewhere(JsonPath path) {
        if (definition.hasTenants() && path.firstKey().equals(field())) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "`%s` names the tenant of a point, which never changes"
                                    .formatted(path)));
        }
    }

    private Optional<TenantId> named(Payload payload) {
        if (!definition.hasTenants() || payload.get(field()).isEmpty()) {
            return Optional.empty();
        }
        if (payload.get(field()).get() instanceof Value.Text(String tenant)) {
            try {
                return Optional.of(new TenantId(tenant));
            } catch (DigiException e) {
                throw new DigiException(
                        new Problem.BadRequest("`%s`: %s".formatted(field(), e.getMessage())), e);
            }
        }
        throw new DigiException(
                new Problem.BadRequest(
                        "`%s` names the tenant of a point and must be a string"
                                .formatted(field())));
    }

    private String field() {
        return definition.config().tenantField().orElseThrow();
    }
}
