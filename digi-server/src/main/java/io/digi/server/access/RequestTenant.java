package io.digi.server.access;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.TenantId;
import java.util.List;

/// What the header `digi-tenant` says: whose points the request is about.
public sealed interface RequestTenant {
    String HEADER = "digi-tenant";

    /// The header is absent.
    enum Unsaid implements RequestTenant {
        UNSAID
    }

    /// `*`: those of all tenants.
    enum All implements RequestTenant {
        ALL
    }

    record One(TenantId id) implements RequestTenant {}

    /// Throws [Problem.BadRequest] if the header is there twice, or names nobody.
    static RequestTenant of(List<String> values) {
        if (values.isEmpty()) {
            return Unsaid.UNSAID;
        }
        if (values.size() > 1) {
            throw badRequest("the header `%s` stands %d times".formatted(HEADER, values.size()));
        }
        String value = values.getFirst();
        if (value.equals("*")) {
            return All.ALL;
        }
        try {
            return new One(new TenantId(value));
        } catch (DigiException e) {
            throw badRequest("header `%s`: %s".formatted(HEADER, e.problem().message()));
        }
    }

    private static DigiException badRequest(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }
}
