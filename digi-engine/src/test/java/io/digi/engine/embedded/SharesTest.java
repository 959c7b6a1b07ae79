package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final JsonPath FIELD = JsonPath.ofKey("team");
    private static final int POINTS = 30;

    @Test
    void tenantsOfAnIndexHaveTheirOwnUnlessItSaysNo() {
        assertThat(ownOf(new PayloadIndexConfig.Keyword(/* isTenant= */ true, /* onDisk= */ false)))
                .isEqualTo(POINTS);
        assertThat(
                        ownOf(
                                new PayloadIndexConfig.Keyword(
                                        /* isTenant= */ true,
                                        /* onDisk= */ false,
                                        /* enableHnsw= */ false)))
                .isZero();
    }

    /// How many points are the tenant's own where all are one tenant's.
    private static int ownOf(PayloadIndexConfig config) {
        try (GraphParts parts = GraphParts.open(POINTS);
                CollectionRegistry.Lease lease = parts.lease()) {
            CollectionState state = lease.state();
            Definition definition =
                    state.definition()
                            .with(GraphParts.CONFIG)
                            .withIndex(FIELD, config)
                            .withFinished(FIELD);
            FieldIndex.Editor editor = FieldIndex.empty(FIELD, config).edit();
            Payload payload = Payload.of(Map.of("team", Value.of("a")));
            state.live().forEach(slot -> editor.replace(slot, Payload.EMPTY, payload));
            Shares shares =
                    Shares.of(
                            state.withIndexes(definition, Map.of(FIELD, editor.build()), Map.of()),
                            IndexPlan.of(definition, VectorName.DEFAULT),
                            /* ownMin= */ POINTS);
            SlotSet own = shares.of(state.live(), Optional.of(new TenantId("a")));
            return own.cardinality();
        }
    }
}
