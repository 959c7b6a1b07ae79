package io.digi.model.change;

import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import java.util.List;

/// Which points a change is about.
public sealed interface PointSelection {
    record Ids(List<PointId> ids) implements PointSelection {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    record Matching(Filter filter) implements PointSelection {}
}
