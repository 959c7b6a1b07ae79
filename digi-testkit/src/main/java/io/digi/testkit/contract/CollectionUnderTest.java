package io.digi.testkit.contract;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionInfo;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.Problem;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A collection as one caller sees it.
public record CollectionUnderTest(VectorEngine engine, CollectionName name, Call call) {
    private static final int ALL = 10_000;

    /// The same collection as a tenant sees it.
    public CollectionUnderTest as(String tenant) {
        return new CollectionUnderTest(engine, name, Call.tenant(tenant));
    }

    /// The same collection by another name.
    public CollectionUnderTest named(CollectionName other) {
        return new CollectionUnderTest(engine, other, call);
    }

    /// The same collection in another call.
    public CollectionUnderTest in(Call other) {
        return new CollectionUnderTest(engine, name, other);
    }

    public WriteReceipt write(PointChange... changes) {
        return engine.write(call, name, List.of(changes));
    }

    public WriteReceipt upsert(Point... points) {
        return write(new PointChange.Upsert(List.of(points)));
    }

    public WriteReceipt alter(CollectionChange change) {
        return engine.collections().alter(call, name, change);
    }

    public CollectionInfo describe() {
        return engine.collections().describe(call, name);
    }

    public <R> R read(PointRead<R> read) {
        return engine.read(call, name, read);
    }

    public Optional<PointRecord> find(PointId id) {
        return read(new PointRead.Retrieve(List.of(id), Selection.EVERYTHING)).stream().findFirst();
    }

    public PointRecord point(PointId id) {
        return find(id).orElseThrow();
    }

    public Payload payload(PointId id) {
        return point(id).payload().orElseThrow();
    }

    /// The version of a point, which only a query tells.
    public long version(PointId id) {
        Filter only = Filter.must(new Condition.HasId(Set.of(id)));
        return query(Queries.inIdOrder(1).where(only)).getFirst().version();
    }

    public long count(Filter filter) {
        return read(new PointRead.Count(filter, /* exact= */ true));
    }

    /// The ids of the points that match, in order.
    public List<PointId> ids(Filter filter) {
        return scroll(filter, ALL, Optional.empty()).points().stream()
                .map(PointRecord::id)
                .toList();
    }

    public List<PointId> ids() {
        return ids(Filter.ALL);
    }

    public ScrollPage scroll(Filter filter, int limit, Optional<ScrollPosition> from) {
        return read(new PointRead.Scroll(filter, limit, from, Selection.EVERYTHING));
    }

    public List<ScoredPoint> query(PointRead.Query query) {
        return read(query);
    }

    public List<PointId> queryIds(PointRead.Query query) {
        return query(query).stream().map(ScoredPoint::id).toList();
    }

    /// Writes a change that must be refused with a problem of that kind.
    public <P extends Problem> P refused(Class<P> kind, PointChange... changes) {
        return Refusals.refused(kind, () -> write(changes));
    }

    public <P extends Problem> P refused(Class<P> kind, PointRead<?> read) {
        return Refusals.refused(kind, () -> read(read));
    }
}
