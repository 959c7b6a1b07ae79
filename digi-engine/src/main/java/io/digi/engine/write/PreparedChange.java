package io.digi.engine.write;

import io.digi.engine.key.TenantAndId;
import io.digi.model.engine.Scope;
import io.digi.model.filter.Filter;
import java.util.List;

/// A change whose request was checked against the collection, with all work done that needs no
/// stored point.
sealed interface PreparedChange {
    /// Stores points whole.
    record PutPoints(List<PreparedPoint> points) implements PreparedChange {}

    /// Replaces vectors of existing points.
    record PutVectors(List<PreparedPoint> points) implements PreparedChange {}

    /// Edits the points of these names. Those that do not exist are passed over, or refused.
    record EditNamed(List<TenantAndId> names, PointEdit edit, boolean mustExist)
            implements PreparedChange {}

    /// Edits all points of the scope that match.
    record EditMatching(Scope scope, Filter filter, PointEdit edit) implements PreparedChange {}
}
