package io.digi.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HeapSizeTest {
    private static final int COUNT = 10_000;
    private static final String LONG_TEXT = "x".repeat(COUNT);

    @Test
    void textCountsWhereverItStands() {
        Value text = Value.of(LONG_TEXT);
        Value list = new Value.Array(List.of(text, text));
        assertThat(HeapSize.of(payload(text))).isBetween(2L * COUNT, 3L * COUNT);
        assertThat(HeapSize.of(payload(list))).isBetween(4L * COUNT, 5L * COUNT);
        assertThat(HeapSize.of(payload(new Value.Struct(Map.of("a", list)))))
                .isGreaterThan(HeapSize.of(payload(list)));
        assertThat(HeapSize.of(Payload.of(Map.of(LONG_TEXT, Value.of(1L)))))
                .isGreaterThan(2L * COUNT);
    }

    @Test
    void manySmallValuesCountOneByOne() {
        Value many = new Value.Array(Collections.nCopies(COUNT, Value.of(7L)));
        assertThat(HeapSize.of(payload(many))).isGreaterThan(24L * COUNT);
    }

    @Test
    void filterCountsItsIdsValuesAndTexts() {
        Condition ids =
                new Condition.HasId(
                        LongStream.range(0, COUNT)
                                .mapToObj(PointId::of)
                                .collect(Collectors.toSet()));
        Set<FieldTest.Scalar> values =
                LongStream.range(0, COUNT)
                        .mapToObj(FieldTest.Scalar.Int::new)
                        .collect(Collectors.toSet());
        Condition any = new Condition.Field(JsonPath.parse("a"), new FieldTest.MatchAny(values));
        Condition text =
                new Condition.Field(JsonPath.parse("a"), new FieldTest.MatchText(LONG_TEXT));
        assertThat(HeapSize.of(Filter.must(ids))).isGreaterThan(48L * COUNT);
        assertThat(HeapSize.of(Filter.mustNot(any))).isGreaterThan(48L * COUNT);
        assertThat(HeapSize.of(Filter.should(text))).isGreaterThan(2L * COUNT);
        Condition nested = new Condition.Nested(JsonPath.parse("b"), Filter.must(ids));
        assertThat(HeapSize.of(Filter.must(new Condition.Group(Filter.must(nested)))))
                .isGreaterThan(48L * COUNT);
        assertThat(HeapSize.of(Filter.ALL)).isLessThan(1_000);
    }

    private static Payload payload(Value value) {
        return Payload.of(Map.of("a", value));
    }
}
