package io.digi.testkit.contract;

import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import java.util.OptionalDouble;

/// Queries in their short forms.
final class Queries {
    private Queries() {}

    static Query inIdOrder(int limit) {
        return of(QueryTarget.IdOrder.ID_ORDER, limit);
    }

    static Query near(PointId id, int limit) {
        return of(new QueryTarget.Point(id), limit);
    }

    static Query from(Query query, int offset) {
        return new Query(
                query.target(),
                query.using(),
                query.filter(),
                query.limit(),
                offset,
                query.scoreThreshold(),
                query.params(),
                query.selection());
    }

    static Query beyond(Query query, double threshold) {
        return new Query(
                query.target(),
                query.using(),
                query.filter(),
                query.limit(),
                query.offset(),
                OptionalDouble.of(threshold),
                query.params(),
                query.selection());
    }

    private static Query of(QueryTarget target, int limit) {
        return new Query(
                target,
                VectorName.DEFAULT,
                Filter.ALL,
                limit,
                /* offset= */ 0,
                OptionalDouble.empty(),
                SearchParams.DEFAULT,
                Selection.PAYLOAD);
    }
}
