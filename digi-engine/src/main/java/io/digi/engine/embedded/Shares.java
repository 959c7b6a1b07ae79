package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.VectorState;
import io.digi.engine.field.KeywordIndex;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Which tenants of a collection have generations of their own: those with many points, by the
/// field that keeps tenants apart or a keyword index with `is_tenant`. What is not theirs is in one
/// generation together.
///
/// @param owners slots of each of them; no slot is with two
record Shares(NavigableMap<TenantId, SlotSet> owners) {
    private static final int NAME_BYTES_MAX = 255;

    /// @param ownMin points from which on a tenant has a generation of its own; one that has keeps
    ///   it down to half as many
    static Shares of(CollectionState state, IndexPlan plan, int ownMin) {
        if (!plan.hasTenantGraphs()) {
            return new Shares(new TreeMap<>());
        }
        if (isIndexing(state)) {
            return present(state.vector(plan.vector()));
        }
        NavigableMap<TenantId, SlotSet> owners = new TreeMap<>();
        if (state.live().cardinality() >= ownMin / 2) {
            VectorState vector = state.vector(plan.vector());
            tenants(state).ifPresent(index -> add(index, vector, ownMin, owners));
        }
        return new Shares(owners);
    }

    private static void add(
            KeywordIndex index,
            VectorState vector,
            int ownMin,
            NavigableMap<TenantId, SlotSet> owners) {
        SlotSet[] taken = {SlotSet.empty()};
        index.forEachValue((name, slots) -> {
            if (slots.cardinality() >= ownMin / 2 && isName(name)) {
                TenantId tenant = new TenantId(name);
                boolean has = vector.part(Optional.of(tenant)).isPresent();
                if (has || slots.cardinality() >= ownMin) {
                    owners.put(tenant, slots.andNot(taken[0]));
                    taken[0] = taken[0].or(slots);
                }
            }
        });
    }

    /// Whether the index of tenants is not complete: until it is, all stays as it is.
    private static boolean isIndexing(CollectionState state) {
        return state.tenants().isEmpty()
                && state.building().keySet().stream()
                        .map(state.definition().payloadIndexes()::get)
                        .anyMatch(config -> config != null && isTenant(config));
    }

    private static Shares present(VectorState vector) {
        NavigableMap<TenantId, SlotSet> owners = new TreeMap<>();
        vector.parts()
                .forEach(part ->
                        part.tenant().ifPresent(tenant -> owners.put(tenant, part.slots())));
        return new Shares(owners);
    }

    private static boolean isName(String value) {
        int size = value.getBytes(StandardCharsets.UTF_8).length;
        return size > 0 && size <= NAME_BYTES_MAX;
    }

    private static Optional<KeywordIndex> tenants(CollectionState state) {
        return state.tenants()
                .or(() ->
                        state.definition().payloadIndexes().entrySet().stream()
                                .filter(field -> isTenant(field.getValue()))
                                .map(Map.Entry::getKey)
                                .min(Comparator.comparing(JsonPath::toString))
                                .flatMap(key -> Optional.ofNullable(state.fields().get(key))))
                .filter(KeywordIndex.class::isInstance)
                .map(KeywordIndex.class::cast);
    }

    private static boolean isTenant(PayloadIndexConfig config) {
        return config instanceof PayloadIndexConfig.Keyword keyword
                && keyword.isTenant()
                && keyword.enableHnsw();
    }

    /// Whether a vector has just these parts. A tenant none of whose points has the vector has
    /// none.
    boolean isAsIn(VectorState vector) {
        boolean hasAll =
                owners.entrySet().stream()
                        .allMatch(owner ->
                                vector.part(Optional.of(owner.getKey())).isPresent()
                                        || owner.getValue().andCardinality(vector.present()) == 0);
        return hasAll
                && vector.parts().stream()
                        .flatMap(part -> part.tenant().stream())
                        .allMatch(owners::containsKey);
    }

    /// Of some slots, those that are a tenant's, or those that are nobody's own.
    SlotSet of(SlotSet slots, Optional<TenantId> tenant) {
        if (tenant.isPresent()) {
            return slots.and(owners.getOrDefault(tenant.get(), SlotSet.empty()));
        }
        SlotSet rest = slots;
        for (SlotSet own : owners.values()) {
            rest = rest.andNot(own);
        }
        return rest;
    }
}
