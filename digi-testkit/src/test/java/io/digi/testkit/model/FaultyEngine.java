package io.digi.testkit.model;

import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// A right engine with one fault.
record FaultyEngine(VectorEngine right, Fault fault) implements VectorEngine {
    @Override
    public CollectionCatalog collections() {
        return right.collections();
    }

    // The answer is of the same type as the right one.
    @SuppressWarnings("unchecked")
    @Override
    public <R> R read(Call call, CollectionName collection, PointRead<R> read) {
        return refusing(() -> {
            Call other = fault.call(call, read);
            Object answer = right.read(other, collection, changed(read));
            return (R) changed(read, answer);
        });
    }

    @Override
    public WriteReceipt write(Call call, CollectionName collection, List<PointChange> changes) {
        return refusing(() ->
                new WriteReceipt(
                        right
                                .write(
                                        call,
                                        collection,
                                        changes.stream().map(fault::change).toList())
                                .operationNumbers()
                                .stream()
                                .map(fault::operationNumber)
                                .toList()));
    }

    @Override
    public EngineStatus status() {
        return right.status();
    }

    @Override
    public SnapshotCatalog snapshots() {
        return right.snapshots();
    }

    @Override
    public Set<Capability> capabilities() {
        return right.capabilities();
    }

    @Override
    public void close() {
        right.close();
    }

    private <T> T refusing(Supplier<T> action) {
        try {
            return action.get();
        } catch (DigiException e) {
            throw new DigiException(fault.problem(e.problem()));
        }
    }

    private PointRead<?> changed(PointRead<?> read) {
        return switch (read) {
            case PointRead.Query query -> query.where(fault.filter(query.filter()));
            case PointRead.Scroll scroll ->
                    new PointRead.Scroll(
                            fault.filter(scroll.filter()),
                            scroll.limit(),
                            scroll.from(),
                            scroll.selection());
            case PointRead.Count(var filter, boolean exact) ->
                    new PointRead.Count(fault.filter(filter), exact);
            case PointRead.QueryBatch _, PointRead.Retrieve _, PointRead.Explain _ -> read;
        };
    }

    private Object changed(PointRead<?> read, Object answer) {
        return switch (read) {
            case PointRead.Query _ ->
                    fault.hits(((List<?>) answer).stream().map(ScoredPoint.class::cast).toList());
            case PointRead.Scroll _ -> fault.page((ScrollPage) answer);
            case PointRead.Count _,
                    PointRead.QueryBatch _,
                    PointRead.Retrieve _,
                    PointRead.Explain _ ->
                    answer;
        };
    }
}
