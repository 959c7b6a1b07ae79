package io.digi.testkit.reference;

import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Optional;

/// Whose points of a collection a call reaches, and what it may do to the tenant field.
///
/// @param field the collection's tenant field; empty in a plain collection
record Tenancy(CollectionName collection, Optional<String> field, Scope scope) {
    /// Throws `Forbidden` for a tenant in a plain collection.
    Tenancy {
        if (field.isEmpty() && scope instanceof Scope.Tenant(TenantId tenant)) {
            throw new DigiException(
                    new Problem.Forbidden(
                            ("Collection `%s` does not keep tenants apart, tenant `%s` has no part"
                                            + " in it")
                                    .formatted(collection, tenant)));
        }
    }

    static Tenancy of(ReferenceCollection collection, Scope scope) {
        return new Tenancy(collection.name, collection.config.tenantField(), scope);
    }

    boolean reaches(PointKey key) {
        return switch (scope) {
            case Scope.Everything _ -> true;
            case Scope.Tenant(TenantId tenant) -> key.tenant().equals(Optional.of(tenant));
        };
    }

    /// Whether points of several tenants may be in one answer.
    boolean spansTenants() {
        return field.isPresent() && scope instanceof Scope.Everything;
    }

    /// The one point that an id means in this scope. Throws `TenantRequired` where it could mean
    /// several.
    PointKey key(PointId id) {
        requireOneTenant();
        return switch (scope) {
            case Scope.Everything _ -> new PointKey(Optional.empty(), id);
            case Scope.Tenant(TenantId tenant) -> new PointKey(Optional.of(tenant), id);
        };
    }

    void requireOneTenant() {
        if (spansTenants()) {
            throw new DigiException(new Problem.TenantRequired(collection, field.orElseThrow()));
        }
    }

    /// This tenancy, further narrowed to the tenant that a payload to be written names, if it does.
    Tenancy narrowedBy(Payload payload) {
        Optional<Value> named = field.flatMap(payload::get);
        if (named.isEmpty()) {
            return this;
        }
        TenantId tenant = tenantOf(named.get());
        if (scope instanceof Scope.Tenant(TenantId own) && !own.equals(tenant)) {
            throw new DigiException(
                    new Problem.Forbidden(
                            "`%s` is `%s`, but the call is tenant `%s`'s"
                                    .formatted(field.orElseThrow(), tenant, own)));
        }
        return new Tenancy(collection, field, new Scope.Tenant(tenant));
    }

    /// The payload with the tenant that it belongs to.
    Payload stamped(Payload payload, PointKey owner) {
        return field.isPresent() && owner.tenant().isPresent()
                ? payload.with(field.get(), Value.of(owner.tenant().get().value()))
                : payload;
    }

    /// Throws `BadRequest` if an edit at the path could change or remove the tenant.
    void requireElsewhere(JsonPath path) {
        if (field.isPresent() && path.firstKey().equals(field.get())) {
            throw badRequest("`%s` names the tenant and cannot be edited".formatted(path));
        }
    }

    private TenantId tenantOf(Value value) {
        if (value instanceof Value.Text(String text)) {
            try {
                return new TenantId(text);
            } catch (DigiException e) {
                throw badRequest("`%s`: %s".formatted(field.orElseThrow(), e.getMessage()));
            }
        }
        throw badRequest(
                "`%s` names the tenant and must be a string".formatted(field.orElseThrow()));
    }

    private static DigiException badRequest(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }
}
