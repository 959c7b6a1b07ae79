package io.digi.model.filter;

import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.Set;

/// One clause of a [Filter].
public sealed interface Condition {
    /// The values at `key` pass `test`.
    record Field(JsonPath key, FieldTest test) implements Condition {}

    /// Nothing at `key`, or only null and empty arrays there.
    record IsEmpty(JsonPath key) implements Condition {}

    /// A null at `key`.
    record IsNull(JsonPath key) implements Condition {}

    record HasId(Set<PointId> ids) implements Condition {
        public HasId {
            ids = Set.copyOf(ids);
        }
    }

    record HasVector(VectorName vector) implements Condition {}

    /// At least one element of the array at `key` matches the whole filter, whose paths start at
    /// that element.
    record Nested(JsonPath key, Filter filter) implements Condition {}

    /// A filter within a filter.
    record Group(Filter filter) implements Condition {}
}
