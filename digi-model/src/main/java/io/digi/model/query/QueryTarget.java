package io.digi.model.query;

import io.digi.model.id.PointId;
import io.digi.model.vector.DenseVector;

/// What a query looks for.
public sealed interface QueryTarget {
    /// Points nearest to a vector.
    record Vector(DenseVector vector) implements QueryTarget {}

    /// Points nearest to a stored point's vector; that point itself is not among them.
    record Point(PointId id) implements QueryTarget {}

    /// No ranking: points in the order of their ids, each with score 0.
    enum IdOrder implements QueryTarget {
        ID_ORDER
    }
}
