package io.digi.model.query;

import io.digi.model.id.VectorName;
import java.util.Set;

/// Which vectors come with a point.
public sealed interface VectorSelector {
    enum Whole implements VectorSelector {
        ALL,
        NONE
    }

    record Named(Set<VectorName> names) implements VectorSelector {
        public Named {
            names = Set.copyOf(names);
        }
    }
}
