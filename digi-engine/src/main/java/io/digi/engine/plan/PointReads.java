package io.digi.engine.plan;

import io.digi.engine.collection.OpenCollection;
import io.digi.engine.collection.ReadView;
import io.digi.engine.collection.VectorState;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.query.Explanation;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.SearchParams;
import io.digi.model.query.SearchStep;
import io.digi.model.query.Selection;
import io.digi.model.vector.DenseVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Answers reads of one collection from one view.
public final class PointReads {
    private final Call call;
    private final OpenCollection collection;
    private final ReadView view;
    private final TenantScope tenants;
    private final PointReader reader;
    private final DamageReport damage;
    private final QueryWatch watch;

    public PointReads(
            Call call,
            OpenCollection collection,
            ReadView view,
            DamageReport damage,
            QueryWatch watch) {
        this.call = call;
        this.collection = collection;
        this.view = view;
        this.tenants = new TenantScope(view.state().definition(), call.scope());
        this.reader = new PointReader(view);
        this.damage = damage;
        this.watch = watch;
    }

    /// Answers a read; the type of the answer is the read's own.
    @SuppressWarnings("unchecked") // each case answers what its type of read promises
    public <R> R answer(PointRead<R> read) {
        return (R)
                switch (read) {
                    case PointRead.Query query -> query(query);
                    case PointRead.QueryBatch(List<PointRead.Query> queries) ->
                            queries.stream().map(this::query).toList();
                    case PointRead.Retrieve(List<PointId> ids, Selection selection) ->
                            retrieve(ids, selection);
                    case PointRead.Scroll scroll ->
                            watched(QueryWatch.Kind.SCROLL, trace -> scroll(scroll, trace));
                    case PointRead.Count(Filter filter, boolean _) ->
                            watched(QueryWatch.Kind.COUNT, trace -> count(filter, trace));
                    case PointRead.Explain(PointRead.Query query) -> explain(query);
                };
    }

    private <R> R watched(QueryWatch.Kind kind, Function<QueryTrace, R> read) {
        QueryTrace trace = new QueryTrace(call);
        try {
            return read.apply(trace);
        } finally {
            trace.end();
            watch.ended(kind, view.state().definition(), trace);
        }
    }

    private Explanation explain(PointRead.Query query) {
        return watched(
                QueryWatch.Kind.QUERY,
                trace -> {
                    int hitCount = query(query, trace).size();
                    trace.end();
                    return new Explaining(view.state(), tenants).of(query, trace, hitCount);
                });
    }

    private long count(Filter filter, QueryTrace trace) {
        Matching matching = matching(filter, trace);
        trace.begin(QueryPhase.CHECK);
        return matching.count(call);
    }

    private List<PointRecord> retrieve(List<PointId> ids, Selection selection) {
        Optional<TenantId> owner = tenants.owner();
        reader.requireVectors(selection);
        List<PointRecord> found = new ArrayList<>(ids.size());
        for (PointId id : ids) {
            OptionalInt slot = reader.slotOf(new TenantAndId(owner, id));
            if (slot.isPresent()) {
                found.add(reader.record(reader.at(slot.getAsInt()), selection));
            }
        }
        call.costs().addReadRecords(found.size());
        return found;
    }

    private ScrollPage scroll(PointRead.Scroll scroll, QueryTrace trace) {
        return new ScrollReader(trace, view, reader, tenants).page(scroll);
    }

    private List<ScoredPoint> query(PointRead.Query query) {
        return watched(QueryWatch.Kind.QUERY, trace -> query(query, trace));
    }

    private List<ScoredPoint> query(PointRead.Query query, QueryTrace trace) {
        return switch (query.target()) {
            case QueryTarget.Vector(DenseVector vector) ->
                    nearest(query, vector, matching(query.filter(), trace), trace);
            case QueryTarget.Point(PointId id) -> nearestToPoint(query, id, trace);
            case QueryTarget.IdOrder _ -> inIdOrder(query, trace);
        };
    }

    private List<ScoredPoint> nearest(
            PointRead.Query query, DenseVector vector, Matching matching, QueryTrace trace) {
        int expected = view.state().definition().vector(query.using()).dimension();
        if (vector.dimension() != expected) {
            throw new DigiException(
                    new Problem.WrongDimension(query.using(), expected, vector.dimension()));
        }
        reader.requireVectors(query.selection());
        IndexPlan plan = IndexPlan.of(view.state().definition(), query.using());
        VectorState state = view.state().vector(plan.vector());
        boolean indexedOnly = query.params().indexedOnly() && !plan.isSmall(state.tailCount());
        float[] compared = Scoring.query(plan.config().distance(), vector);
        NearestSearch search =
                new NearestSearch(
                        trace,
                        view,
                        collection.rows().of(plan.vector()),
                        query.using(),
                        compared,
                        shortlist(plan, state, compared, query.params(), trace),
                        damage);
        int count = (int) Math.min(Integer.MAX_VALUE, (long) query.limit() + query.offset());
        Matching among = indexedOnly ? matching.within(state.indexed()) : matching;
        List<Hit> hits = search.nearest(among, count, query.scoreThreshold());
        trace.begin(QueryPhase.FETCH);
        return hits.stream()
                .skip(query.offset())
                .map(hit -> scored(hit, query.selection()))
                .toList();
    }

    private Shortlist shortlist(
            IndexPlan plan,
            VectorState state,
            float[] compared,
            SearchParams params,
            QueryTrace trace) {
        if (params.exact()) {
            return Shortlist.everything(trace, SearchStep.Why.EXACT_ASKED);
        }
        if (state.parts().isEmpty() && state.codes().isEmpty()) {
            return Shortlist.everything(trace, SearchStep.Why.NO_INDEX);
        }
        ViewRows rows = new ViewRows(view, collection.rows().of(plan.vector()), plan.vector());
        return new CodeShortlist(trace, plan, state, compared, params, rows);
    }

    private List<ScoredPoint> nearestToPoint(PointRead.Query query, PointId id, QueryTrace trace) {
        TenantAndId name = new TenantAndId(tenants.owner(), id);
        int number = view.state().definition().vectorNumber(query.using());
        OptionalInt slot = reader.slotOf(name);
        if (slot.isEmpty()) {
            throw new DigiException(new Problem.PointNotFound(id));
        }
        StoredPoint point = reader.at(slot.getAsInt());
        DenseVector vector =
                point.vector(number)
                        .map(stored -> new DenseVector(reader.elements(stored)))
                        .orElseThrow(() -> new DigiException(new Problem.PointNotFound(id)));
        trace.addReadRecords(1);
        Matching others = matching(query.filter(), trace).without(slot.getAsInt());
        return nearest(query, vector, others, trace);
    }

    private List<ScoredPoint> inIdOrder(PointRead.Query query, QueryTrace trace) {
        if (query.scoreThreshold().isPresent()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "A query is needed to use the score_threshold. Can't have"
                                    + " score_threshold without defining a query."));
        }
        reader.requireVectors(query.selection());
        int count = (int) Math.min(Integer.MAX_VALUE, (long) query.limit() + query.offset());
        ScrollReader scroll = new ScrollReader(trace, view, reader, tenants);
        return scroll.first(query.filter(), count).stream()
                .skip(query.offset())
                .map(point -> scored(new Hit(/* slot= */ -1, point, 0), query.selection()))
                .toList();
    }

    private ScoredPoint scored(Hit hit, Selection selection) {
        StoredPoint point = hit.point();
        return new ScoredPoint(
                point.name().id(),
                point.version(),
                hit.value(),
                reader.payload(point, selection.payload()),
                reader.vectors(point, selection.vectors()));
    }

    private Matching matching(Filter filter, QueryTrace trace) {
        return Matching.of(view, tenants, reader, filter, trace);
    }
}
