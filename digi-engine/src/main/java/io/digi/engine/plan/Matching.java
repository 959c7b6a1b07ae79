package io.digi.engine.plan;

import io.digi.engine.catalog.VectorPlace;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.ReadView;
import io.digi.engine.filter.FieldMeanings;
import io.digi.engine.filter.FilterBitmaps;
import io.digi.engine.filter.FilterEvaluator;
import io.digi.engine.filter.FilterSelection;
import io.digi.engine.filter.SlotLookup;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.engine.Call;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.query.Explanation.Matches;
import java.util.Optional;
import java.util.Set;

/// Which points of a view match a filter in a scope: the slots that the indexes leave, and what is
/// still to be checked on the points in some of them.
final class Matching {
    private static final int CHECK_INTERVAL = 1_024;

    private final PointReader reader;
    private final SlotSet candidates;
    private final SlotSet certain;
    private final FilterEvaluator residual;
    private final QueryTrace trace;

    private Matching(
            PointReader reader,
            SlotSet candidates,
            SlotSet certain,
            FilterEvaluator residual,
            QueryTrace trace) {
        this.reader = reader;
        this.candidates = candidates;
        this.certain = certain;
        this.residual = residual;
        this.trace = trace;
    }

    /// @param trace gets to know what indexes leave, and what is checked
    static Matching of(
            ReadView view,
            TenantScope tenants,
            PointReader reader,
            Filter filter,
            QueryTrace trace) {
        CollectionState state = view.state();
        SlotSet scope = tenants.slots(state);
        if (filter.matchesAll()) {
            trace.matched(matches(scope, scope, scope));
            return new Matching(
                    reader,
                    scope,
                    scope,
                    FilterEvaluator.compile(filter, FieldMeanings.PLAIN),
                    trace);
        }
        FilterBitmaps indexes =
                new FilterBitmaps(state.live(), state.fields(), lookup(state, tenants, reader));
        FilterSelection selection = indexes.select(filter);
        SlotSet possible = selection.possible().and(scope);
        SlotSet certain = selection.certain().and(scope);
        trace.matched(matches(scope, certain, possible), indexes, filter);
        return new Matching(
                reader,
                possible,
                certain,
                FilterEvaluator.compile(
                        selection.residual(), FieldMeanings.of(state.fields(), state.building())),
                trace);
    }

    private static Matches matches(SlotSet scope, SlotSet certain, SlotSet possible) {
        return new Matches(scope.cardinality(), certain.cardinality(), possible.cardinality());
    }

    /// Every slot that matches, and perhaps others.
    SlotSet candidates() {
        return candidates;
    }

    /// Whether every candidate matches.
    boolean isExact() {
        return certain.cardinality() == candidates.cardinality();
    }

    /// Whether the point in a candidate slot matches.
    boolean passes(int slot, StoredPoint point) {
        if (certain.contains(slot)) {
            return true;
        }
        trace.addCheckedPoints(1);
        return residual.matches(reader.facts(point));
    }

    /// The same without one slot.
    Matching without(int slot) {
        return new Matching(reader, less(candidates, slot), less(certain, slot), residual, trace);
    }

    /// The same, but for what is not among some slots.
    Matching within(SlotSet slots) {
        return new Matching(reader, candidates.and(slots), certain.and(slots), residual, trace);
    }

    long count(Call call) {
        return among(call, candidates).cardinality();
    }

    /// Those of some candidates that match.
    SlotSet among(Call call, SlotSet some) {
        SlotSet undecided = some.andNot(certain);
        if (undecided.isEmpty()) {
            return some;
        }
        SlotSetEditor matching = some.and(certain).edit();
        int[] seen = {0};
        reader.forEachAt(
                undecided,
                (point, slot) -> {
                    if (++seen[0] % CHECK_INTERVAL == 0) {
                        call.check("filter");
                    }
                    if (residual.matches(reader.facts(point))) {
                        matching.add(slot);
                    }
                });
        trace.addReadRecords(seen[0]);
        trace.addCheckedPoints(seen[0]);
        return matching.build();
    }

    private static SlotSet less(SlotSet slots, int slot) {
        SlotSetEditor rest = slots.edit();
        rest.remove(slot);
        return rest.build();
    }

    private static SlotLookup lookup(
            CollectionState state, TenantScope tenants, PointReader reader) {
        return new SlotLookup() {
            @Override
            public SlotSet slotsOf(Set<PointId> ids) {
                SlotSetEditor found = SlotSet.empty().edit();
                for (Optional<TenantId> tenant : tenants.all(state)) {
                    ids.forEach(
                            id -> reader.slotOf(new TenantAndId(tenant, id)).ifPresent(found::add));
                }
                return found.build();
            }

            @Override
            public SlotSet slotsWith(VectorName vector) {
                VectorPlace place = state.definition().places().get(vector);
                return place == null ? SlotSet.empty() : state.vector(place.number()).present();
            }
        };
    }
}
