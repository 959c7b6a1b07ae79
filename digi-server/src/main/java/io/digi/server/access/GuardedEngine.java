package io.digi.server.access;

import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.Scope;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.ScoredPoint;
import io.digi.server.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// The points of an engine as a [Caller] may reach them.
public final class GuardedEngine {
    private final VectorEngine engine;
    private final GuardedCatalog catalog;

    public GuardedEngine(VectorEngine engine, Settings settings) {
        this.engine = engine;
        catalog = new GuardedCatalog(engine.collections(), settings);
    }

    public GuardedCatalog collections() {
        return catalog;
    }

    /// Throws [io.digi.model.error.Problem.NotSupported] where the engine makes no snapshots.
    public GuardedSnapshots snapshots() {
        return new GuardedSnapshots(engine.snapshots(), catalog);
    }

    /// The state of the whole engine, which only operations with the right `ADMIN` show.
    public EngineStatus status() {
        return engine.status();
    }

    /// What is not as promised; which of the callers may read it is decided where it is shown.
    public List<String> troubles() {
        return engine.troubles();
    }

    // A read answers with its own type, which the compiler cannot see for a batch.
    @SuppressWarnings("unchecked")
    public <R> R read(Caller caller, CollectionName collection, PointRead<R> read) {
        CollectionReach reach = catalog.reach(caller, collection);
        return read instanceof PointRead.QueryBatch batch
                ? (R) readBatch(caller, reach, batch)
                : engine.read(caller.call(reach.of(read)), collection, read);
    }

    /// One call if all queries are about the same points, else one for each.
    private List<List<ScoredPoint>> readBatch(
            Caller caller, CollectionReach reach, PointRead.QueryBatch batch) {
        List<Query> queries = batch.queries();
        List<Scope> scopes = queries.stream().map(reach::of).toList();
        if (scopes.isEmpty()) {
            return List.of();
        }
        if (scopes.stream().distinct().count() == 1) {
            return engine.read(caller.call(scopes.getFirst()), reach.collection(), batch);
        }
        List<List<ScoredPoint>> answers = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            answers.add(
                    engine.read(caller.call(scopes.get(i)), reach.collection(), queries.get(i)));
        }
        return answers;
    }

    /// Finds the scope of every change before the first is applied; changes that follow each other
    /// in one scope are one call.
    public WriteReceipt write(Caller caller, CollectionName collection, List<PointChange> changes) {
        CollectionReach reach = catalog.reach(caller, collection);
        List<Scope> scopes = changes.stream().map(reach::of).toList();
        List<Long> numbers = new ArrayList<>();
        for (int from = 0; from < changes.size(); ) {
            int to = from + 1;
            while (to < changes.size() && scopes.get(to).equals(scopes.get(from))) {
                to++;
            }
            numbers.addAll(
                    engine.write(
                                    caller.call(scopes.get(from)),
                                    collection,
                                    changes.subList(from, to))
                            .operationNumbers());
            from = to;
        }
        return new WriteReceipt(numbers);
    }
}
