package io.digi.engine.filter;

import io.digi.engine.payload.PayloadPaths;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A filter made ready to be checked on many points. What a filter means is defined here: the
/// payload indexes must agree with it.
///
/// - A field condition passes if one of the leaves at its key does (see [PayloadPaths]); values of
///   other types than the one asked for do not pass, and `1.0` is not the integer `1`.
/// - A value is *empty* if it is null or an empty array. The condition `is_empty` asks whether all
///   values at the key are; its field form asks whether one is (or whether one is not).
/// - The condition `is_null` asks for a value that is null. For its field form, an array that has a
///   null among its elements is null too.
/// - A missing key is empty, but not null, and has 0 values.
/// - A nested filter is checked on each element of the array (`a` and `a[]` mean the same) that is
///   an object; `has_id` and `has_vector` within it match nothing.
/// - At the key of a text index, matches of texts and phrases compare tokens; those of all strings
///   at the key count together, but a phrase stands in one string. At the key of a UUID index,
///   strings that write the same UUID are equal. Within a nested filter, the key is that from the
///   payload's start.
///
/// Immutable, for use by any thread.
public final class FilterEvaluator {
    private final Predicate<Subject> check;

    private FilterEvaluator(Predicate<Subject> check) {
        this.check = check;
    }

    /// Makes a filter ready.
    ///
    /// @param meanings what matches of strings mean: that of the indexes of the same state
    public static FilterEvaluator compile(Filter filter, FieldMeanings meanings) {
        return new FilterEvaluator(new Compiler(meanings, Optional.empty()).check(filter));
    }

    public boolean matches(PointFacts point) {
        return check.test(new Subject.OfPoint(point));
    }

    /// Compiles the conditions on one kind of subject.
    ///
    /// @param elements where the subjects stand, if they are elements
    private record Compiler(FieldMeanings meanings, Optional<JsonPath> elements) {
        private Predicate<Subject> check(Filter filter) {
            List<Predicate<Subject>> must = new ArrayList<>(checks(filter.must()));
            for (Predicate<Subject> rejected : checks(filter.mustNot())) {
                must.add(rejected.negate());
            }
            if (!filter.should().isEmpty()) {
                must.add(atLeast(1, checks(filter.should())));
            }
            filter.minShould()
                    .ifPresent(
                            some -> must.add(atLeast(some.minCount(), checks(some.conditions()))));
            return subject -> {
                for (Predicate<Subject> each : must) {
                    if (!each.test(subject)) {
                        return false;
                    }
                }
                return true;
            };
        }

        /// Those that need no payload come first.
        private List<Predicate<Subject>> checks(List<Condition> conditions) {
            return conditions.stream()
                    .sorted(Comparator.comparing(FilterEvaluator::needsPayload))
                    .map(this::check)
                    .toList();
        }

        private Predicate<Subject> check(Condition condition) {
            return switch (condition) {
                case Condition.Field(var key, var test) -> {
                    Predicate<Map<String, Value>> compiled =
                            FieldTests.compile(key, test, meanings.at(path(key)));
                    yield subject -> compiled.test(subject.fields());
                }
                case Condition.IsEmpty(var key) ->
                        subject -> FieldTests.isEmpty(subject.fields(), key);
                case Condition.IsNull(var key) ->
                        subject -> FieldTests.isNull(subject.fields(), key);
                case Condition.HasId(var ids) -> subject -> subject.hasIdIn(ids);
                case Condition.HasVector(var vector) -> subject -> subject.hasVector(vector);
                case Condition.Nested(var key, var filter) -> {
                    JsonPath inner = PayloadPaths.elementsOf(key);
                    Compiler within = new Compiler(meanings, Optional.of(path(inner)));
                    yield nested(inner, within.check(filter));
                }
                case Condition.Group(var filter) -> check(filter);
            };
        }

        /// The path of a key from the payload's start.
        private JsonPath path(JsonPath key) {
            return elements.map(outer -> PayloadPaths.joined(outer, key)).orElse(key);
        }
    }

    private static Predicate<Subject> atLeast(int count, List<Predicate<Subject>> checks) {
        return subject -> {
            int missing = count;
            for (Predicate<Subject> each : checks) {
                if (missing <= 0) {
                    break;
                }
                if (each.test(subject)) {
                    missing--;
                }
            }
            return missing <= 0;
        };
    }

    private static boolean needsPayload(Condition condition) {
        return switch (condition) {
            case Condition.HasId _, Condition.HasVector _ -> false;
            case Condition.Field _,
                    Condition.IsEmpty _,
                    Condition.IsNull _,
                    Condition.Nested _,
                    Condition.Group _ ->
                    true;
        };
    }

    private static Predicate<Subject> nested(JsonPath elements, Predicate<Subject> filter) {
        return subject ->
                PayloadPaths.anyValueAt(
                        subject.fields(),
                        elements,
                        element ->
                                element instanceof Value.Struct(Map<String, Value> fields)
                                        && filter.test(new Subject.OfElement(fields)));
    }
}
