package io.digi.engine.filter;

import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.SlotBounds;
import io.digi.engine.payload.PayloadPaths;
import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.Explanation.ConditionAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Answers filters over one state of a collection with bitmaps, as far as they go. Every condition
/// gets bounds (see [SlotBounds]), and clauses join them:
///
/// - `has_id` and `has_vector` are exact, whatever is indexed;
/// - `is_empty`, `is_null` and their field forms are exact where the key is indexed;
/// - matches are exact where the key has an index that serves them, but for slots with values of
///   types that the index does not hold and the condition asks for; so are ranges, but for slots
///   with doubles under an integer index. Those slots are undecided;
/// - ranges of datetimes, shapes and matches of texts are exact where the key has an index of that
///   kind, but for phrases of three and more tokens;
/// - other tests of an indexed key are undecided for the slots with values of a fitting type;
/// - a nested filter is undecided for the slots that have, among all elements, a value for each
///   field that it asks for; without fitting indexes, for all;
/// - a condition on a key without index is undecided for all live slots.
///
/// An undecided slot stays decided where another clause decides: out as soon as a `must` is out, in
/// as soon as one of `should` is in. The answer agrees with [FilterEvaluator] on every point,
/// provided that the indexes are of the same state as `live`. Immutable.
public final class FilterBitmaps {
    private final SlotSet live;
    private final Map<JsonPath, FieldIndex> indexes;
    private final SlotLookup lookup;

    public FilterBitmaps(SlotSet live, Map<JsonPath, FieldIndex> indexes, SlotLookup lookup) {
        this.live = live;
        this.indexes = Map.copyOf(indexes);
        this.lookup = lookup;
    }

    public FilterSelection select(Filter filter) {
        Clause must = clause(filter.must(), answer -> answer);
        Clause mustNot = clause(filter.mustNot(), answer -> answer.not(live));
        SlotBounds should = should(filter.should());
        SlotBounds minShould = minShould(filter.minShould());
        SlotBounds all = must.bounds().and(mustNot.bounds()).and(should).and(minShould);
        Filter residual =
                new Filter(
                        must.undecided(),
                        should.isExact() ? List.of() : filter.should(),
                        mustNot.undecided(),
                        minShould.isExact() ? Optional.empty() : filter.minShould());
        return new FilterSelection(
                all.certain(), all.possible(), all.isExact() ? Filter.ALL : residual);
    }

    /// The indexes for lack of which conditions of the filter are left to be checked.
    public Set<MissingIndex> missingIndexes(Filter filter) {
        return new MissingIndexes(indexes, this::isDecided).of(filter);
    }

    /// How each condition of the filter is answered.
    public List<ConditionAnswer> answers(Filter filter) {
        return new ConditionAnswers(indexes, this::isDecided).of(filter);
    }

    private boolean isDecided(Condition condition) {
        return bounds(condition).isExact();
    }

    /// What all conditions of a clause say together, and those that are not exact.
    private record Clause(SlotBounds bounds, List<Condition> undecided) {}

    private Clause clause(List<Condition> conditions, UnaryOperator<SlotBounds> sense) {
        SlotBounds bounds = SlotBounds.exactly(live);
        List<Condition> undecided = new ArrayList<>();
        for (Condition condition : conditions) {
            SlotBounds answer = bounds(condition);
            bounds = bounds.and(sense.apply(answer));
            if (!answer.isExact()) {
                undecided.add(condition);
            }
        }
        return new Clause(bounds, undecided);
    }

    private SlotBounds bounds(Filter filter) {
        FilterSelection selection = select(filter);
        return new SlotBounds(selection.certain(), selection.possible());
    }

    private SlotBounds should(List<Condition> conditions) {
        return conditions.isEmpty()
                ? SlotBounds.exactly(live)
                : conditions.stream().map(this::bounds).reduce(SlotBounds::or).orElseThrow();
    }

    private SlotBounds minShould(Optional<Filter.MinShould> clause) {
        int count = clause.map(Filter.MinShould::minCount).orElse(0);
        List<Condition> conditions = clause.map(Filter.MinShould::conditions).orElse(List.of());
        if (count <= 0) {
            return SlotBounds.exactly(live);
        }
        if (count > conditions.size()) {
            return SlotBounds.exactly(SlotSet.empty());
        }
        // After each condition, reached[n] has the slots that met at least n of those so far.
        SlotBounds[] reached = new SlotBounds[count + 1];
        Arrays.fill(reached, SlotBounds.exactly(SlotSet.empty()));
        reached[0] = SlotBounds.exactly(live);
        for (Condition condition : conditions) {
            SlotBounds answer = bounds(condition);
            for (int n = count; n > 0; n--) {
                reached[n] = reached[n].or(reached[n - 1].and(answer));
            }
        }
        return reached[count];
    }

    private SlotBounds bounds(Condition condition) {
        SlotBounds bounds =
                switch (condition) {
                    case Condition.Field(JsonPath key, FieldTest test) -> field(key, test);
                    case Condition.IsEmpty(JsonPath key) ->
                            indexAt(key)
                                    .map(index -> SlotBounds.exactly(index.empties(live)))
                                    .orElse(SlotBounds.atMost(live));
                    case Condition.IsNull(JsonPath key) ->
                            indexAt(key)
                                    .map(index -> SlotBounds.exactly(index.nulls()))
                                    .orElse(SlotBounds.atMost(live));
                    case Condition.HasId(var ids) -> SlotBounds.exactly(lookup.slotsOf(ids));
                    case Condition.HasVector(var vector) ->
                            SlotBounds.exactly(lookup.slotsWith(vector));
                    case Condition.Nested(JsonPath key, Filter filter) -> nested(key, filter);
                    case Condition.Group(Filter filter) -> bounds(filter);
                };
        return bounds.and(SlotBounds.exactly(live));
    }

    private SlotBounds field(JsonPath key, FieldTest test) {
        return indexAt(key).map(index -> index.answer(test, live)).orElse(SlotBounds.atMost(live));
    }

    /// An element that passes has, for each test of a leaf that it must pass, a leaf that passes:
    /// so the point has one at the joined path.
    private SlotBounds nested(JsonPath key, Filter filter) {
        JsonPath elements = PayloadPaths.elementsOf(key);
        SlotSet possible = live;
        for (Condition condition : filter.must()) {
            possible = possible.and(possibleWithin(elements, condition));
        }
        return SlotBounds.atMost(possible);
    }

    private SlotSet possibleWithin(JsonPath elements, Condition condition) {
        return switch (condition) {
            case Condition.Field(JsonPath key, FieldTest test) when asksForLeaf(test) ->
                    field(PayloadPaths.joined(elements, key), test).possible();
            case Condition.Nested(JsonPath key, Filter filter) ->
                    nested(PayloadPaths.joined(elements, key), filter).possible();
            case Condition.Field _,
                    Condition.IsEmpty _,
                    Condition.IsNull _,
                    Condition.HasId _,
                    Condition.HasVector _,
                    Condition.Group _ ->
                    live;
        };
    }

    /// Whether only a leaf that is there can pass the test.
    private static boolean asksForLeaf(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchValue _,
                    FieldTest.MatchAny _,
                    FieldTest.MatchExcept _,
                    FieldTest.MatchText _,
                    FieldTest.MatchTextAny _,
                    FieldTest.MatchPhrase _,
                    FieldTest.Range _,
                    FieldTest.DateTimeRange _,
                    FieldTest.GeoBoundingBox _,
                    FieldTest.GeoRadius _,
                    FieldTest.GeoPolygon _ ->
                    true;
            case FieldTest.ValuesCount _, FieldTest.IsEmpty _, FieldTest.IsNull _ -> false;
        };
    }

    private Optional<FieldIndex> indexAt(JsonPath key) {
        return Optional.ofNullable(indexes.get(key));
    }
}
