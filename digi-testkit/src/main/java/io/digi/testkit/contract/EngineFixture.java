package io.digi.testkit.contract;

import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.vector.Distance;
import org.assertj.core.api.Assumptions;

/// The engine that a contract is put to.
public interface EngineFixture {
    VectorEngine engine();

    /// A name that no other test has used.
    CollectionName freshName();

    /// A new, empty collection, called as `Everything`.
    default CollectionUnderTest create(CollectionConfig config) {
        CollectionName name = freshName();
        engine().collections().create(Call.everything(), name, config);
        return new CollectionUnderTest(engine(), name, Call.everything());
    }

    /// A new collection of one unnamed vector of two dimensions.
    default CollectionUnderTest createPlane(Distance distance) {
        return create(CollectionConfig.of(/* dimension= */ 2, distance));
    }

    /// A new collection of one unnamed vector of two dimensions that keeps tenants apart by the key
    /// `tenant`.
    default CollectionUnderTest createTenanted() {
        require(Capability.TENANT_SCOPES);
        return create(
                CollectionConfig.of(/* dimension= */ 2, Distance.EUCLID).withTenantField("tenant"));
    }

    /// Leaves a test out where the engine does not claim to do what it is about.
    default void require(Capability capability) {
        Assumptions.assumeThat(engine().capabilities()).contains(capability);
    }
}
