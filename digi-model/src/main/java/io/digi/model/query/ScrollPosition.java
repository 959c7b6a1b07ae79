package io.digi.model.query;

import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import java.util.Optional;

/// Where a scroll goes on: the first point of the next page. The tenant is given where the scroll
/// runs over several tenants, in (tenant, id) order.
public record ScrollPosition(Optional<TenantId> tenant, PointId id) {}
