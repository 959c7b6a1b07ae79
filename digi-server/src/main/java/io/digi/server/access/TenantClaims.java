package io.digi.server.access;

import io.digi.model.change.PointSelection;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tenants that the parts of a request name. All must name the same one.
final class TenantClaims {
    private final String field;
    private final JsonPath path;

    /// By the part that named it, for the error's text.
    private final Map<TenantId, String> named = new LinkedHashMap<>();

    TenantClaims(String field) {
        this.field = field;
        path = JsonPath.ofKey(field);
    }

    TenantClaims by(RequestTenant header) {
        if (header instanceof RequestTenant.One(TenantId id)) {
            add(id, "the header `" + RequestTenant.HEADER + "`");
        }
        return this;
    }

    TenantClaims by(PointSelection selection) {
        return switch (selection) {
            case PointSelection.Ids _ -> this;
            case PointSelection.Matching(Filter filter) -> by(filter);
        };
    }

    /// A `must` at the top of a filter that lets one value of the tenant field through.
    TenantClaims by(Filter filter) {
        for (Condition condition : filter.must()) {
            if (condition instanceof Condition.Field(JsonPath key, FieldTest test)
                    && key.equals(path)) {
                onlyText(test).ifPresent(text -> add(tenant(text), "the filter"));
            }
        }
        return this;
    }

    TenantClaims by(Payload payload) {
        if (payload.fields().get(field) instanceof Value.Text(String text)) {
            add(tenant(text), "a payload");
        }
        return this;
    }

    /// The tenant that all parts agree on; empty if none names any. Throws [Problem.BadRequest] if
    /// they disagree.
    Optional<TenantId> agreed() {
        if (named.size() > 1) {
            throw badRequest(
                    "the parts of the request must name one tenant, but "
                            + String.join(
                                    " and ",
                                    named.entrySet().stream()
                                            .limit(2)
                                            .map(e -> e.getValue() + " says `" + e.getKey() + "`")
                                            .toList()));
        }
        return named.keySet().stream().findFirst();
    }

    private void add(TenantId id, String part) {
        named.putIfAbsent(id, part);
    }

    private static Optional<String> onlyText(FieldTest test) {
        if (test instanceof FieldTest.MatchValue(Scalar.Text(String text))) {
            return Optional.of(text);
        }
        if (test instanceof FieldTest.MatchAny(Set<Scalar> values)
                && values.size() == 1
                && values.iterator().next() instanceof Scalar.Text(String text)) {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    private TenantId tenant(String text) {
        try {
            return new TenantId(text);
        } catch (DigiException e) {
            throw badRequest("`%s`: %s".formatted(field, e.problem().message()));
        }
    }

    private static DigiException badRequest(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }
}
