package io.digi.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.vector.Distance;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Which points each condition finds, by payload alone and with payload indexes.
interface FilterContract extends EngineFixture {
    @TestFactory
    default Stream<DynamicTest> conditionsFindTheirPoints() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        FilterCases.points().forEach(collection::upsert);
        return FilterCases.all().stream().map(each -> check(each, collection));
    }

    @TestFactory
    default Stream<DynamicTest> conditionsFindTheSamePointsByIndex() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        index(collection, PayloadIndexConfig.keyword(), "city", "tags", "at");
        FilterCases.points().forEach(collection::upsert);
        index(collection, PayloadIndexConfig.integer(), "n", "items[].n", "rows[].x", "mixed");
        return FilterCases.all().stream().map(each -> check(each, collection));
    }

    @TestFactory
    default Stream<DynamicTest> conditionsFindTheSamePointsByIndexesOfOtherKinds() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        index(collection, PayloadIndexConfig.of(PayloadIndexKind.GEO), "place");
        index(collection, PayloadIndexConfig.of(PayloadIndexKind.BOOL), "ok");
        FilterCases.points().forEach(collection::upsert);
        index(collection, PayloadIndexConfig.of(PayloadIndexKind.FLOAT), "n", "big", "mixed");
        index(collection, PayloadIndexConfig.of(PayloadIndexKind.DATETIME), "at", "city");
        index(collection, PayloadIndexConfig.of(PayloadIndexKind.UUID), "tags");
        return FilterCases.all().stream().map(each -> check(each, collection));
    }

    @TestFactory
    default Stream<DynamicTest> textsAreFoundByTheTokensOfTheirIndex() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        index(collection, TextCases.WORDS, "early");
        TextCases.points().forEach(collection::upsert);
        index(collection, TextCases.WORDS, "title", "parts[].title");
        index(collection, TextCases.BEGINNINGS, "name");
        index(collection, TextCases.AS_WRITTEN, "code");
        index(collection, PayloadIndexConfig.of(PayloadIndexKind.UUID), "owner");
        return TextCases.all().stream().map(each -> check(each, collection));
    }

    @Test
    default void aTextIndexThatIsGoneChangesNothing() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        TextCases.points().forEach(collection::upsert);
        Filter part =
                Filter.must(
                        new Condition.Field(
                                JsonPath.parse("title"), new FieldTest.MatchText("ick")));
        index(collection, TextCases.WORDS, "title");
        assertThat(collection.ids(part)).isEmpty();
        collection.alter(new CollectionChange.DropPayloadIndex(JsonPath.parse("title")));
        assertThat(collection.ids(part)).hasSize(3);
    }

    private static void index(
            CollectionUnderTest collection, PayloadIndexConfig index, String... keys) {
        for (String key : keys) {
            collection.alter(new CollectionChange.CreatePayloadIndex(JsonPath.parse(key), index));
        }
    }

    private static DynamicTest check(FilterCases.Case each, CollectionUnderTest collection) {
        return DynamicTest.dynamicTest(
                each.name(),
                () -> {
                    String found =
                            collection.ids(each.filter()).stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(" "));
                    assertThat(found).as("%s", each.filter()).isEqualTo(each.ids());
                });
    }
}
