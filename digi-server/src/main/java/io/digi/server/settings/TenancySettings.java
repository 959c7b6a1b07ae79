package io.digi.server.settings;

import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who the tenants are, and which collections keep them apart.
///
/// @param tenantFields the payload key that names a point's tenant, by collection
public record TenancySettings(
        Map<TenantId, TenantSettings> tenants, Map<CollectionName, String> tenantFields) {
    public TenancySettings {
        tenants = Map.copyOf(tenants);
        tenantFields = Map.copyOf(tenantFields);
    }

    /// One tenant.
    ///
    /// @param key the tenant's own credential
    /// @param collections collections without a tenant field that are this tenant's too
    public record TenantSettings(Optional<Secret> key, Set<CollectionName> collections) {
        public TenantSettings {
            collections = Set.copyOf(collections);
        }
    }
}
