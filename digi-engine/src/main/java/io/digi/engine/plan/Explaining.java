package io.digi.engine.plan;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.VectorState;
import io.digi.engine.slot.SlotSet;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.Explanation;
import io.digi.model.query.Explanation.ConditionAnswer;
import io.digi.model.query.Explanation.VectorIndex;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts what a query did into words and numbers for the one who asked. Whoever is confined to one
/// tenant gets no number that another tenant's points are part of.
record Explaining(CollectionState state, TenantScope tenants) {
    Explanation of(PointRead.Query query, QueryTrace trace, int hitCount) {
        List<ConditionAnswer> conditions = trace.conditions();
        Set<JsonPath> building = state.building().keySet();
        return new Explanation(
                tenants.tenant(),
                hitCount,
                trace.matches(),
                conditions,
                trace.steps(),
                index(query),
                trace.spent(),
                new Hints(trace.spent().checkedPoints())
                        .of(trace.missingIndexes(), building)
                        .of(trace.steps(), query.limit())
                        .sentences());
    }

    private Optional<VectorIndex> index(PointRead.Query query) {
        return switch (query.target()) {
            case QueryTarget.IdOrder _ -> Optional.empty();
            case QueryTarget.Vector _, QueryTarget.Point _ ->
                    Optional.of(
                            index(state.vector(state.definition().vectorNumber(query.using()))));
        };
    }

    private VectorIndex index(VectorState vector) {
        SlotSet scope = tenants.slots(state);
        return new VectorIndex(
                scope.andCardinality(vector.present()),
                scope.andCardinality(vector.coded()),
                scope.andCardinality(vector.indexed()));
    }
}
