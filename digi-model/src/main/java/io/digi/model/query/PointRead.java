package io.digi.model.query;

import io.digi.model.error.Violations;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A read of points as data. `R` is what the engine answers.
public sealed interface PointRead<R> {
    /// The `limit` best points for a target among those that match the filter, after the first
    /// `offset`, best first; exactly min(limit, matches) of them. `scoreThreshold` is strict: only
    /// points nearer than it count.
    record Query(
            QueryTarget target,
            VectorName using,
            Filter filter,
            int limit,
            int offset,
            OptionalDouble scoreThreshold,
            SearchParams params,
            Selection selection)
            implements PointRead<List<ScoredPoint>> {
        public Query {
            new Violations().atLeast("limit", limit, 1).atLeast("offset", offset, 0).throwIfAny();
        }

        /// The `limit` points nearest to a vector, with their payloads.
        public static Query nearest(int limit, float... vector) {
            return new Query(
                    new QueryTarget.Vector(new io.digi.model.vector.DenseVector(vector)),
                    VectorName.DEFAULT,
                    Filter.ALL,
                    limit,
                    /* offset= */ 0,
                    OptionalDouble.empty(),
                    SearchParams.DEFAULT,
                    Selection.PAYLOAD);
        }

        public Query where(Filter which) {
            return new Query(
                    target, using, which, limit, offset, scoreThreshold, params, selection);
        }

        public Query using(VectorName vector) {
            return new Query(
                    target, vector, filter, limit, offset, scoreThreshold, params, selection);
        }

        public Query with(Selection what) {
            return new Query(target, using, filter, limit, offset, scoreThreshold, params, what);
        }
    }

    /// Several queries answered from one state of the collection, in the order given.
    record QueryBatch(List<Query> queries) implements PointRead<List<List<ScoredPoint>>> {
        public QueryBatch {
            queries = List.copyOf(queries);
        }
    }

    /// The points with these ids that exist, in the order asked for.
    record Retrieve(List<PointId> ids, Selection selection)
            implements PointRead<List<PointRecord>> {
        public Retrieve {
            ids = List.copyOf(ids);
        }
    }

    /// A page of matching points in the order of their ids, from `from` (inclusive) on.
    record Scroll(Filter filter, int limit, Optional<ScrollPosition> from, Selection selection)
            implements PointRead<ScrollPage> {
        public Scroll {
            new Violations().atLeast("limit", limit, 1).throwIfAny();
        }
    }

    /// How many points match. An engine may estimate unless `exact`.
    record Count(Filter filter, boolean exact) implements PointRead<Long> {}

    /// Answers a query as it would be answered, and says what was done instead of what was found.
    record Explain(Query query) implements PointRead<Explanation> {}
}
