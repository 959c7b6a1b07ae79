package io.digi.engine.filter;

import io.digi.engine.field.FieldIndex;
import io.digi.engine.payload.PayloadPaths;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.Explanation.ConditionAnswer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Says of each condition of a filter, those in groups and nested filters too, how indexes answer
/// it.
final class ConditionAnswers {
    private final Map<JsonPath, FieldIndex> indexes;
    private final Predicate<Condition> isDecided;
    private final List<ConditionAnswer> answers = new ArrayList<>();

    /// @param isDecided whether the indexes answer a condition exactly
    ConditionAnswers(Map<JsonPath, FieldIndex> indexes, Predicate<Condition> isDecided) {
        this.indexes = indexes;
        this.isDecided = isDecided;
    }

    List<ConditionAnswer> of(Filter filter) {
        look(filter, new Place(Optional.empty(), condition -> condition));
        return answers;
    }

    /// Where in a filter a condition stands.
    ///
    /// @param elements where its keys start, within a nested filter
    /// @param whole the condition with the nested filters around it, and nothing else in them
    private record Place(Optional<JsonPath> elements, UnaryOperator<Condition> whole) {
        JsonPath path(JsonPath key) {
            return elements.map(outer -> PayloadPaths.joined(outer, key)).orElse(key);
        }

        Place within(JsonPath key) {
            return new Place(
                    Optional.of(path(PayloadPaths.elementsOf(key))),
                    condition -> whole.apply(new Condition.Nested(key, Filter.must(condition))));
        }
    }

    private void look(Filter filter, Place place) {
        MissingIndexes.conditions(filter).forEach(condition -> look(condition, place));
    }

    private void look(Condition condition, Place place) {
        switch (condition) {
            case Condition.Field(JsonPath key, FieldTest test) ->
                    note(nameOf(test), Optional.of(key), condition, place);
            case Condition.IsEmpty(JsonPath key) ->
                    note("is_empty", Optional.of(key), condition, place);
            case Condition.IsNull(JsonPath key) ->
                    note("is_null", Optional.of(key), condition, place);
            case Condition.HasId _ -> note("has_id", Optional.empty(), condition, place);
            case Condition.HasVector _ -> note("has_vector", Optional.empty(), condition, place);
            case Condition.Nested(JsonPath key, Filter filter) -> look(filter, place.within(key));
            case Condition.Group(Filter filter) -> look(filter, place);
        }
    }

    private void note(String name, Optional<JsonPath> key, Condition condition, Place place) {
        Condition whole = place.whole().apply(condition);
        Set<PayloadIndexKind> missing = EnumSet.noneOf(PayloadIndexKind.class);
        new MissingIndexes(indexes, isDecided)
                .of(Filter.must(whole))
                .forEach(index -> missing.addAll(index.kinds()));
        Optional<JsonPath> path = key.map(place::path);
        Optional<FieldIndex> index = path.flatMap(at -> Optional.ofNullable(indexes.get(at)));
        answers.add(
                new ConditionAnswer(
                        name, path, index.map(FieldIndex::kind), isDecided.test(whole), missing));
    }

    private static String nameOf(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchValue _,
                    FieldTest.MatchAny _,
                    FieldTest.MatchExcept _,
                    FieldTest.MatchText _,
                    FieldTest.MatchTextAny _,
                    FieldTest.MatchPhrase _ ->
                    "match";
            case FieldTest.Range _, FieldTest.DateTimeRange _ -> "range";
            case FieldTest.GeoBoundingBox _ -> "geo_bounding_box";
            case FieldTest.GeoRadius _ -> "geo_radius";
            case FieldTest.GeoPolygon _ -> "geo_polygon";
            case FieldTest.ValuesCount _ -> "values_count";
            case FieldTest.IsEmpty _ -> "is_empty";
            case FieldTest.IsNull _ -> "is_null";
        };
    }
}
