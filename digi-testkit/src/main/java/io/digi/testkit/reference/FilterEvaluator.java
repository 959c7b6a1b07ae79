package io.digi.testkit.reference;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides whether a filter matches.
final class FilterEvaluator {
    /// What a filter looks at: a point, or an element of one of its arrays, which has neither id
    /// nor vectors.
    ///
    /// @param place what stands before a key's path, seen from the payload's start
    /// @param indexes of the collection; some change what a match means
    record Subject(
            Optional<PointId> id,
            Set<VectorName> vectors,
            Value.Struct fields,
            String place,
            Map<JsonPath, PayloadIndexConfig> indexes) {
        static Subject point(
                PointKey key, StoredPoint point, Map<JsonPath, PayloadIndexConfig> indexes) {
            return new Subject(
                    Optional.of(key.id()),
                    point.vectors().byName().keySet(),
                    point.payload().root(),
                    "",
                    indexes);
        }

        Subject element(JsonPath array, Value.Struct element) {
            String path = place + array;
            String each = path.endsWith("[]") ? path : path + "[]";
            return new Subject(Optional.empty(), Set.of(), element, each + ".", indexes);
        }

        Optional<PayloadIndexConfig> index(JsonPath key) {
            return Optional.ofNullable(indexes.get(JsonPath.parse(place + key)));
        }
    }

    private FilterEvaluator() {}

    static boolean matches(Filter filter, Subject subject) {
        return filter.must().stream().allMatch(c -> matches(c, subject))
                && filter.mustNot().stream().noneMatch(c -> matches(c, subject))
                && (filter.should().isEmpty()
                        || filter.should().stream().anyMatch(c -> matches(c, subject)))
                && (filter.minShould().isEmpty() || matches(filter.minShould().get(), subject));
    }

    private static boolean matches(Filter.MinShould minShould, Subject subject) {
        return minShould.conditions().stream().filter(c -> matches(c, subject)).count()
                >= minShould.minCount();
    }

    private static boolean matches(Condition condition, Subject subject) {
        return switch (condition) {
            case Condition.Field(JsonPath key, FieldTest test) ->
                    FieldTests.passes(test, PathValues.at(subject.fields, key), subject.index(key));
            case Condition.IsEmpty(JsonPath key) ->
                    PathValues.at(subject.fields, key).stream().allMatch(FilterEvaluator::isEmpty);
            case Condition.IsNull(JsonPath key) ->
                    PathValues.at(subject.fields, key).contains(Value.Null.NULL);
            case Condition.HasId(Set<PointId> ids) -> subject.id.filter(ids::contains).isPresent();
            case Condition.HasVector(VectorName vector) -> subject.vectors.contains(vector);
            case Condition.Nested(JsonPath key, Filter filter) ->
                    PathValues.elements(subject.fields, key).stream()
                            .anyMatch(element ->
                                    element instanceof Value.Struct fields
                                            && matches(filter, subject.element(key, fields)));
            case Condition.Group(Filter filter) -> matches(filter, subject);
        };
    }

    private static boolean isEmpty(Value value) {
        return value instanceof Value.Null || value.equals(new Value.Array(List.of()));
    }
}
