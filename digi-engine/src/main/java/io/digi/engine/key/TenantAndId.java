package io.digi.engine.key;

import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import java.util.Comparator;
import java.util.Optional;

/// What names a point within its collection: its owner, where the collection keeps tenants apart,
/// and its id.
public record TenantAndId(Optional<TenantId> tenant, PointId id) {
    /// Points without a tenant first, then by tenant, then by id.
    public static final Comparator<TenantAndId> ORDER =
            Comparator.comparing(TenantAndId::tenant, TenantAndId::compareTenants)
                    .thenComparing(TenantAndId::id);

    /// As the bytes of [Keys] compare, which is not as Java compares strings.
    private static int compareTenants(Optional<TenantId> one, Optional<TenantId> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isPresent(), other.isPresent());
        }
        return one.get().compareTo(other.get());
    }
}
