package io.digi.model.filter;

import java.util.List;
import java.util.Optional;

/// Which points: all of `must`, at least one of `should` (if any is given), none of `mustNot`, and
/// at least `minShould.minCount` of its conditions. A filter without clauses matches every point.
public record Filter(
        List<Condition> must,
        List<Condition> should,
        List<Condition> mustNot,
        Optional<MinShould> minShould) {
    public static final Filter ALL = new Filter(List.of(), List.of(), List.of(), Optional.empty());

    /// At least `minCount` of the conditions.
    public record MinShould(List<Condition> conditions, int minCount) {
        public MinShould {
            conditions = List.copyOf(conditions);
        }
    }

    public Filter {
        must = List.copyOf(must);
        should = List.copyOf(should);
        mustNot = List.copyOf(mustNot);
    }

    public static Filter must(Condition... conditions) {
        return new Filter(List.of(conditions), List.of(), List.of(), Optional.empty());
    }

    public static Filter should(Condition... conditions) {
        return new Filter(List.of(), List.of(conditions), List.of(), Optional.empty());
    }

    public static Filter mustNot(Condition... conditions) {
        return new Filter(List.of(), List.of(), List.of(conditions), Optional.empty());
    }

    /// Whether the filter has no clause and so matches every point.
    public boolean matchesAll() {
        return must.isEmpty() && should.isEmpty() && mustNot.isEmpty() && minShould.isEmpty();
    }
}
