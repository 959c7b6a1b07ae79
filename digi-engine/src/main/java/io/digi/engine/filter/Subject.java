package io.digi.engine.filter;

import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What conditions are checked against: a point, or an element of an array within its payload.
sealed interface Subject {
    /// The object that paths start at.
    Map<String, Value> fields();

    boolean hasIdIn(Set<PointId> ids);

    boolean hasVector(VectorName vector);

    /// A point; reads its payload once, when first asked.
    final class OfPoint implements Subject {
        private final PointFacts point;
        private @Nullable Map<String, Value> fields;

        OfPoint(PointFacts point) {
            this.point = point;
        }

        @Override
        public Map<String, Value> fields() {
            Map<String, Value> known = fields;
            if (known == null) {
                known = point.payload().fields();
                fields = known;
            }
            return known;
        }

        @Override
        public boolean hasIdIn(Set<PointId> ids) {
            return ids.contains(point.id());
        }

        @Override
        public boolean hasVector(VectorName vector) {
            return point.hasVector(vector);
        }
    }

    /// An element: it has neither id nor vectors, so conditions on them fail.
    record OfElement(Map<String, Value> fields) implements Subject {
        @Override
        public boolean hasIdIn(Set<PointId> ids) {
            return false;
        }

        @Override
        public boolean hasVector(VectorName vector) {
            return false;
        }
    }
}
