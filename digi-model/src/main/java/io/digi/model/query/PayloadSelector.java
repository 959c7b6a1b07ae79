package io.digi.model.query;

import io.digi.model.payload.JsonPath;
import java.util.List;

/// Which part of the payload comes with a point.
public sealed interface PayloadSelector {
    enum Whole implements PayloadSelector {
        ALL,
        NONE
    }

    /// Only what is at these paths.
    record Include(List<JsonPath> paths) implements PayloadSelector {
        public Include {
            paths = List.copyOf(paths);
        }
    }

    /// Everything but what is at these paths.
    record Exclude(List<JsonPath> paths) implements PayloadSelector {
        public Exclude {
            paths = List.copyOf(paths);
        }
    }
}
