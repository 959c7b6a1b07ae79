package io.digi.wire.json;

import io.digi.model.error.Violation;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/// Reads filters in full, with their shorthands. Fields that a filter does not have are errors:
/// overlooking one would change the answer.
final class FilterReader {
    private FilterReader() {}

    /// A filter, or the one that matches all where `null` stands.
    static Filter filterOrAll(JsonReader in) {
        return in.isNull() ? Filter.ALL : filter(in);
    }

    static Filter filter(JsonReader in) {
        Clauses clauses = new Clauses(in);
        in.object(
                "a filter",
                name -> {
                    if (!clauses.read(name)) {
                        throw in.malformed(
                                ("unknown field `%s`, expected one of `should`, `min_should`,"
                                                + " `must`, `must_not`")
                                        .formatted(JsonSyntax.shown(name)));
                    }
                    return true;
                });
        return clauses.filter();
    }

    /// The clauses of a filter as they come.
    static final class Clauses implements JsonReader.Fields {
        private final JsonReader in;
        private List<Condition> must = List.of();
        private List<Condition> should = List.of();
        private List<Condition> mustNot = List.of();
        private Optional<Filter.MinShould> minShould = Optional.empty();
        private boolean any;

        Clauses(JsonReader in) {
            this.in = in;
        }

        @Override
        public boolean read(String name) {
            switch (name) {
                case "must" -> must = conditions(in);
                case "should" -> should = conditions(in);
                case "must_not" -> mustNot = conditions(in);
                case "min_should" -> minShould = minShould(in);
                default -> {
                    return false;
                }
            }
            any = true;
            return true;
        }

        boolean any() {
            return any;
        }

        Filter filter() {
            return new Filter(must, should, mustNot, minShould);
        }
    }

    /// One condition or a list of them.
    private static List<Condition> conditions(JsonReader in) {
        if (in.isNull()) {
            return List.of();
        }
        return in.token() == JsonToken.START_OBJECT
                ? List.of(ConditionReader.condition(in))
                : conditionList(in);
    }

    private static List<Condition> conditionList(JsonReader in) {
        return in.list("a condition or a list of them", () -> ConditionReader.condition(in));
    }

    private static Optional<Filter.MinShould> minShould(JsonReader in) {
        if (in.isNull()) {
            return Optional.empty();
        }
        MinShouldFields fields = new MinShouldFields(in);
        in.object("conditions and how many must match", fields);
        return Optional.of(fields.minShould());
    }

    private static final class MinShouldFields implements JsonReader.Fields {
        private final JsonReader in;
        private Optional<List<Condition>> conditions = Optional.empty();
        private Optional<Integer> minCount = Optional.empty();

        MinShouldFields(JsonReader in) {
            this.in = in;
        }

        @Override
        public boolean read(String name) {
            switch (name) {
                case "conditions" -> conditions = Optional.of(conditionList(in));
                case "min_count" -> minCount = Optional.of(JsonText.count(in));
                default -> {
                    return false;
                }
            }
            return true;
        }

        Filter.MinShould minShould() {
            int count = minCount.orElseThrow(() -> in.missing("min_count"));
            if (count < 1) {
                in.violate(new Violation("min_count", "min_count must be greater than 0"));
            }
            return new Filter.MinShould(
                    conditions.orElseThrow(() -> in.missing("conditions")), count);
        }
    }
}
