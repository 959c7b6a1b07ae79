package io.digi.testkit.reference;

import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import java.util.Optional;

/// What identifies a point in its collection, in the order of scrolling. The tenant is empty in a
/// plain collection.
record PointKey(Optional<TenantId> tenant, PointId id) implements Comparable<PointKey> {
    @Override
    public int compareTo(PointKey other) {
        int byTenant = compare(tenant, other.tenant);
        return byTenant != 0 ? byTenant : id.compareTo(other.id);
    }

    private static int compare(Optional<TenantId> a, Optional<TenantId> b) {
        return a.isPresent() && b.isPresent()
                ? a.get().compareTo(b.get())
                : Boolean.compare(a.isPresent(), b.isPresent());
    }
}
