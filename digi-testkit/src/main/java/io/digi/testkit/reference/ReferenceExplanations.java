package io.digi.testkit.reference;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.engine.Scope;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.Explanation;
import io.digi.model.query.Explanation.ConditionAnswer;
import io.digi.model.query.Explanation.Matches;
import io.digi.model.query.Explanation.Spent;
import io.digi.model.query.Explanation.VectorIndex;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Explains queries as an engine does that has the payload indexes asked for, and no index of
/// vectors.
final class ReferenceExplanations {
    private final ReferenceCollection collection;
    private final Tenancy tenancy;
    private final List<ConditionAnswer> conditions = new ArrayList<>();

    ReferenceExplanations(ReferenceCollection collection, Tenancy tenancy) {
        this.collection = collection;
        this.tenancy = tenancy;
    }

    Explanation of(PointRead.Query query, int hitCount) {
        look(query.filter(), Optional.empty());
        List<PointKey> scope = ReferenceReads.matching(collection, tenancy, Filter.ALL);
        List<PointKey> matching = ReferenceReads.matching(collection, tenancy, query.filter());
        boolean isExact = conditions.stream().allMatch(ConditionAnswer::isDecided);
        boolean isSearch = query.target() != QueryTarget.IdOrder.ID_ORDER;
        return new Explanation(
                tenancy.scope() instanceof Scope.Tenant(TenantId id)
                        ? Optional.of(id)
                        : Optional.empty(),
                hitCount,
                isExact
                        ? new Matches(scope.size(), matching.size(), matching.size())
                        : new Matches(scope.size(), 0, scope.size()),
                conditions,
                isSearch
                        ? List.of(
                                new SearchStep.Vectors(
                                        SearchStep.Why.NO_INDEX, withVector(matching, query)))
                        : List.of(new SearchStep.InIdOrder(hitCount)),
                isSearch
                        ? Optional.of(
                                new VectorIndex(
                                        withVector(scope, query), /* coded= */ 0, /* linked= */ 0))
                        : Optional.empty(),
                new Spent(
                        isSearch ? withVector(matching, query) : 0,
                        hitCount,
                        isExact ? 0 : scope.size(),
                        Map.of()),
                hints());
    }

    private long withVector(Collection<PointKey> keys, PointRead.Query query) {
        return keys.stream()
                .filter(key -> {
                    StoredPoint point = collection.points.get(key);
                    return point != null && point.vectors().get(query.using()).isPresent();
                })
                .count();
    }

    private List<String> hints() {
        return conditions.stream()
                .filter(condition -> !condition.missing().isEmpty())
                .map(condition ->
                        "create an index on `%s`".formatted(condition.key().orElseThrow()))
                .toList();
    }

    private void look(Filter filter, Optional<JsonPath> elements) {
        filter.must().forEach(condition -> look(condition, elements));
        filter.should().forEach(condition -> look(condition, elements));
        filter.mustNot().forEach(condition -> look(condition, elements));
        filter.minShould()
                .ifPresent(some -> some.conditions().forEach(each -> look(each, elements)));
    }

    private void look(Condition condition, Optional<JsonPath> elements) {
        switch (condition) {
            case Condition.Field(JsonPath key, FieldTest test) ->
                    note(nameOf(test), path(elements, key), kindsFor(test), elements);
            case Condition.IsEmpty(JsonPath key) ->
                    note("is_empty", path(elements, key), anyKind(), elements);
            case Condition.IsNull(JsonPath key) ->
                    note("is_null", path(elements, key), anyKind(), elements);
            case Condition.HasId _ -> note("has_id");
            case Condition.HasVector _ -> note("has_vector");
            case Condition.Nested(JsonPath key, Filter filter) -> {
                String text = path(elements, key).toString();
                look(filter, Optional.of(JsonPath.parse(text.endsWith("[]") ? text : text + "[]")));
            }
            case Condition.Group(Filter filter) -> look(filter, elements);
        }
    }

    private static JsonPath path(Optional<JsonPath> elements, JsonPath key) {
        return elements.map(outer -> JsonPath.parse(outer + "." + key)).orElse(key);
    }

    private void note(String name) {
        conditions.add(
                new ConditionAnswer(
                        name, Optional.empty(), Optional.empty(), /* isDecided= */ true, Set.of()));
    }

    private void note(
            String name, JsonPath key, Set<PayloadIndexKind> kinds, Optional<JsonPath> elements) {
        Optional<PayloadIndexKind> present =
                Optional.ofNullable(collection.payloadIndexes.get(key))
                        .map(PayloadIndexConfig::kind);
        boolean serves = present.filter(kinds::contains).isPresent();
        conditions.add(
                new ConditionAnswer(
                        name,
                        Optional.of(key),
                        present,
                        serves && elements.isEmpty(),
                        serves ? Set.of() : kinds));
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

    private static Set<PayloadIndexKind> kindsFor(FieldTest test) {
        return switch (test) {
            case FieldTest.MatchValue(Scalar value) -> kindsFor(List.of(value));
            case FieldTest.MatchAny(Set<Scalar> values) -> kindsFor(values);
            case FieldTest.MatchExcept(Set<Scalar> values) -> kindsFor(values);
            case FieldTest.MatchText _, FieldTest.MatchTextAny _, FieldTest.MatchPhrase _ ->
                    Set.of(PayloadIndexKind.TEXT);
            case FieldTest.Range _ -> Set.of(PayloadIndexKind.INTEGER, PayloadIndexKind.FLOAT);
            case FieldTest.DateTimeRange _ -> Set.of(PayloadIndexKind.DATETIME);
            case FieldTest.GeoBoundingBox _, FieldTest.GeoRadius _, FieldTest.GeoPolygon _ ->
                    Set.of(PayloadIndexKind.GEO);
            case FieldTest.ValuesCount _ -> Set.of();
            case FieldTest.IsEmpty _, FieldTest.IsNull _ -> anyKind();
        };
    }

    private static Set<PayloadIndexKind> kindsFor(Collection<Scalar> values) {
        Set<PayloadIndexKind> kinds = EnumSet.noneOf(PayloadIndexKind.class);
        for (Scalar value : values) {
            switch (value) {
                case Scalar.Text _ ->
                        kinds.addAll(Set.of(PayloadIndexKind.KEYWORD, PayloadIndexKind.UUID));
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
