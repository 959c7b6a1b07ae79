package io.digi.engine.filter;

import io.digi.engine.field.FieldIndex;
import io.digi.engine.payload.PayloadPaths;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds the conditions of a filter that were left to be checked because their key has no index, or
/// one of another kind. What no index decides is not among them, nor is a condition that its index
/// leaves open for some points.
final class MissingIndexes {
    private final Map<JsonPath, FieldIndex> indexes;
    private final Predicate<Condition> isDecided;
    private final Set<MissingIndex> found = new LinkedHashSet<>();

    /// @param isDecided whether the indexes answer a condition exactly
    MissingIndexes(Map<JsonPath, FieldIndex> indexes, Predicate<Condition> isDecided) {
        this.indexes = indexes;
        this.isDecided = isDecided;
    }

    Set<MissingIndex> of(Filter filter) {
        conditions(filter).filter(c -> !isDecided.test(c)).forEach(c -> look(c, Optional.empty()));
        return found;
    }

    static Stream<Condition> conditions(Filter filter) {
        return Stream.of(
                        filter.must().stream(),
                        filter.should().stream(),
                        filter.mustNot().stream(),
                        filter.minShould().stream().flatMap(some -> some.conditions().stream()))
                .flatMap(some -> some);
    }

    /// @param elements where the condition's keys start, within a nested filter
    private void look(Condition condition, Optional<JsonPath> elements) {
        switch (condition) {
            case Condition.Field(JsonPath key, FieldTest test) ->
                    note(path(elements, key), kindsFor(test));
            case Condition.IsEmpty(JsonPath key) -> note(path(elements, key), anyKind());
            case Condition.IsNull(JsonPath key) -> note(path(elements, key), anyKind());
            case Condition.HasId _, Condition.HasVector _ -> {}
            case Condition.Nested(JsonPath key, Filter filter) -> {
                JsonPath inner = path(elements, PayloadPaths.elementsOf(key));
                conditions(filter).forEach(each -> look(each, Optional.of(inner)));
            }
            case Condition.Group(Filter filter) ->
                    conditions(filter)
                            .filter(each -> elements.isPresent() || !isDecided.test(each))
                            .forEach(each -> look(each, elements));
        }
    }

    private static JsonPath path(Optional<JsonPath> elements, JsonPath key) {
        return elements.map(outer -> PayloadPaths.joined(outer, key)).orElse(key);
    }

    private void note(JsonPath key, Set<PayloadIndexKind> kinds) {
        FieldIndex present = indexes.get(key);
        if (!kinds.isEmpty() && (present == null || !kinds.contains(present.kind()))) {
            found.add(new MissingIndex(key, kinds));
        }
    }

    private static Set<PayloadIndexKind> kindsFor(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchValue(Scalar scalar) -> kindsFor(Set.of(scalar));
            case FieldTest.MatchAny(Set<Scalar> scalars) -> kindsFor(scalars);
            case FieldTest.MatchExcept(Set<Scalar> scalars) -> kindsFor(scalars);
            case FieldTest.MatchText _, FieldTest.MatchTextAny _, FieldTest.MatchPhrase _ ->
                    Set.of(PayloadIndexKind.TEXT);
            case FieldTest.Range _ -> Set.of(PayloadIndexKind.INTEGER, PayloadIndexKind.FLOAT);
            case FieldTest.DateTimeRange _ -> Set.of(PayloadIndexKind.DATETIME);
            case FieldTest.GeoBoundingBox _, FieldTest.GeoRadius _, FieldTest.GeoPolygon _ ->
                    Set.of(PayloadIndexKind.GEO);
            case FieldTest.IsEmpty _, FieldTest.IsNull _ -> anyKind();
            case FieldTest.ValuesCount _ -> Set.of();
        };
    }

    private static Set<PayloadIndexKind> kindsFor(Set<Scalar> scalars) {
        Set<PayloadIndexKind> kinds = EnumSet.noneOf(PayloadIndexKind.class);
        for (Scalar scalar : scalars) {
            switch (scalar) {
                case Scalar.Text _ -> {
                    kinds.add(PayloadIndexKind.KEYWORD);
                    kinds.add(PayloadIndexKind.UUID);
                }
                case Scalar.Int _ -> kinds.add(PayloadIndexKind.INTEGER);
                case Scalar.Bool _ -> kinds.add(PayloadIndexKind.BOOL);
            }
        }
        return kinds.isEmpty() ? anyKind() : kinds;
    }

    private static Set<PayloadIndexKind> anyKind() {
        return EnumSet.allOf(PayloadIndexKind.class);
    }
}
