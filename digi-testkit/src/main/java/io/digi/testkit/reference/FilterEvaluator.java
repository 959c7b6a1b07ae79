package io.digi.testkit.reference;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whether a filter matches.
final class FilterEvaluator {
    /// What a filter looks at: a point, or an element of one of its arrays, which has neither id
    /// nor vectors.
    record Subject(Optional<PointId> id, Set<VectorName> vectors, Value.Struct fields) {
        static Subject point(PointKey key, StoredPoint point) {
            return new Subject(
                    Optional.of(key.id()),
                    point.vectors().byName().keySet(),
                    point.payload().root());
        }

        static Subject element(Value.Struct fields) {
            return new Subject(Optional.empty(), Set.of(), fields);
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
                    FieldTests.passes(test, PathValues.at(subject.fields, key));
            case Condition.IsEmpty(JsonPath key) ->
                    PathValues.at(subject.fields, key).stream().allMatch(FilterEvaluator::isEmpty);
            case Condition.IsNull(JsonPath key) ->
                    PathValues.at(subject.fields, key).contains(Value.Null.NULL);
            case Condition.HasId(Set<PointId> ids) -> subject.id.filter(ids::contains).isPresent();
            case Condition.HasVector(VectorName vector) -> subject.vectors.contains(vector);
            case Condition.Nested(JsonPath key, Filter filter) ->
                    PathValues.elements(subject.fields, key).stream()
                            .anyMatch(element -> matchesElement(filter, element));
            case Condition.Group(Filter filter) -> matches(filter, subject);
        };
    }

    private static boolean matchesElement(Filter filter, Value element) {
        return element instanceof Value.Struct fields && matches(filter, Subject.element(fields));
    }

    private static boolean isEmpty(Value value) {
        return value instanceof Value.Null || value.equals(new Value.Array(List.of()));
    }
}
