package io.digi.server.access;

import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import java.util.Set;

/// Whom a credential stands for.
public sealed interface Principal {
    /// Those who are no tenant. All but `ANYBODY` reach every tenant's data.
    enum Global implements Principal {
        ADMINISTRATOR,
        READER,
        /// Who asks what everybody may, and has shown no key that is known.
        ANYBODY
    }

    /// A tenant.
    ///
    /// @param plain collections without a tenant field that are this tenant's too
    record Tenant(TenantId id, Set<CollectionName> plain) implements Principal {
        public Tenant {
            plain = Set.copyOf(plain);
        }
    }
}
