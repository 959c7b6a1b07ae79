package io.digi.testkit.generator;

import io.digi.model.change.Point;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Scope;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.List;

/// Draws points for a collection, and scopes to write and read them in.
public final class PointGenerator {
    private static final List<Value> NO_TENANTS =
            List.of(Value.Null.NULL, Value.of(""), Value.of(7), new Value.Array(List.of()));

    private final Draw draw;
    private final CollectionConfig config;
    private final VectorGenerator vectors;
    private final PayloadGenerator payloads;

    public PointGenerator(Draw draw, CollectionConfig config) {
        this.draw = draw;
        this.config = config;
        vectors = new VectorGenerator(draw, config);
        payloads = new PayloadGenerator(draw);
    }

    public PointId id() {
        return draw.one(Pools.IDS);
    }

    public List<PointId> ids() {
        return draw.several(0, 4, this::id);
    }

    /// A point that names its tenant where the scope does not.
    public Point point(Scope scope) {
        Payload payload = payloads.payload();
        int percent =
                switch (scope) {
                    case Scope.Everything _ -> 98;
                    case Scope.Tenant _ -> 20;
                };
        return new Point(id(), vectors.vectors(), withTenant(payload, scope, percent));
    }

    /// A payload to set or overwrite; it seldom names a tenant.
    public Payload payload(Scope scope) {
        return withTenant(payloads.payload(), scope, 15);
    }

    /// Mostly one that the collection serves.
    public Scope scope() {
        boolean tenant = draw.chance(config.tenantField().isPresent() ? 65 : 2);
        return tenant ? new Scope.Tenant(draw.one(Pools.TENANTS)) : Scope.Everything.EVERYTHING;
    }

    private Payload withTenant(Payload payload, Scope scope, int percent) {
        return config.tenantField().isPresent() && draw.chance(percent)
                ? payload.with(config.tenantField().get(), tenant(scope))
                : payload;
    }

    private Value tenant(Scope scope) {
        if (draw.chance(3)) {
            return draw.one(NO_TENANTS);
        }
        TenantId tenant =
                switch (scope) {
                    case Scope.Tenant(TenantId own) when draw.chance(90) -> own;
                    case Scope.Tenant _, Scope.Everything _ -> draw.one(Pools.TENANTS);
                };
        return Value.of(tenant.value());
    }
}
