package io.digi.testkit.generator;

import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Draws filters of every clause and condition, nested up to three deep.
public final class FilterGenerator {
    private static final int DEPTH_MAX = 3;
    private static final JsonPath ITEMS = JsonPath.parse("items");
    private static final JsonPath EACH_ITEM = JsonPath.parse("items[]");

    private final Draw draw;
    private final FieldTestGenerator tests;

    public FilterGenerator(Draw draw) {
        this.draw = draw;
        tests = new FieldTestGenerator(draw);
    }

    public Filter filter() {
        return draw.chance(20) ? Filter.ALL : filter(DEPTH_MAX, Pools.PATHS);
    }

    private Filter filter(int depth, List<JsonPath> paths) {
        int shape = draw.below(100);
        if (shape < 40) {
            return new Filter(conditions(1, depth, paths), List.of(), List.of(), noMinimum());
        }
        if (shape < 55) {
            return new Filter(List.of(), conditions(3, depth, paths), List.of(), noMinimum());
        }
        if (shape < 65) {
            return new Filter(List.of(), List.of(), conditions(2, depth, paths), noMinimum());
        }
        return new Filter(
                maybeConditions(depth, paths),
                maybeConditions(depth, paths),
                maybeConditions(depth, paths),
                draw.maybe(40, () -> minShould(depth, paths)));
    }

    private static Optional<Filter.MinShould> noMinimum() {
        return Optional.empty();
    }

    private Filter.MinShould minShould(int depth, List<JsonPath> paths) {
        return new Filter.MinShould(conditions(3, depth, paths), draw.between(1, 3));
    }

    private List<Condition> maybeConditions(int depth, List<JsonPath> paths) {
        return draw.chance(50) ? conditions(2, depth, paths) : List.of();
    }

    private List<Condition> conditions(int most, int depth, List<JsonPath> paths) {
        return draw.several(1, most, () -> condition(depth, paths));
    }

    private Condition condition(int depth, List<JsonPath> paths) {
        int kind = draw.below(100);
        if (kind < 60 || depth == 0) {
            JsonPath path = path(paths);
            return new Condition.Field(path, tests.test(path));
        }
        if (kind < 85) {
            return draw.choice(
                    () -> new Condition.IsEmpty(path(paths)),
                    () -> new Condition.IsNull(path(paths)),
                    () -> new Condition.HasId(Set.copyOf(draw.some(30, Pools.IDS))),
                    () -> new Condition.HasVector(draw.one(Pools.VECTORS)));
        }
        return draw.choice(
                () -> new Condition.Group(filter(depth - 1, paths)),
                () ->
                        new Condition.Nested(
                                draw.chance(50) ? ITEMS : EACH_ITEM,
                                filter(depth - 1, Pools.ELEMENT_PATHS)));
    }

    private JsonPath path(List<JsonPath> paths) {
        return draw.chance(3) ? JsonPath.ofKey(Pools.TENANT_FIELD) : draw.one(paths);
    }
}
