package io.digi.model.query;

import java.util.List;
import java.util.Optional;

/// Points in the order of their ids, and where the next page begins, if there is one.
public record ScrollPage(List<PointRecord> points, Optional<ScrollPosition> next) {
    public ScrollPage {
        points = List.copyOf(points);
    }
}
