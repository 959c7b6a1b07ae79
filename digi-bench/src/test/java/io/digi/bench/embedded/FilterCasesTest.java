package io.digi.bench.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.bench.data.GeneratedSize;
import io.digi.bench.data.IndexData;
import io.digi.bench.data.Similarity;
import io.digi.index.flat.RowSet;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilterCasesTest {
    private static final int COUNT = 300;

    @TempDir Path folder;

    private IndexData data;
    private float[][] queries;
    private FilterCases cases;

    @BeforeEach
    void makeCases() throws Exception {
        data = IndexData.generate(new GeneratedSize(COUNT, 8, 40), 3, folder);
        queries = Similarity.COSINE.prepared(data.queries());
        cases = FilterCases.of(data, queries, Similarity.COSINE, List.of(0.5, 0.01), 7);
    }

    @Test
    void everyFilterLeavesThePartAskedFor() {
        assertThat(cases.all()).hasSize(2 * FilterKind.values().length);
        assertThat(cases.all())
                .allSatisfy(filter -> {
                    int expected = (int) Math.round(filter.selectivity() * COUNT);
                    for (int place = 0; place < filter.queries().size(); place++) {
                        assertThat(points(filter.permitted(place))).hasSize(expected);
                    }
                });
    }

    @Test
    void payloadsMatchExactlyWhereAPointIsPermitted() {
        assertThat(cases.all())
                .allSatisfy(filter -> {
                    for (int place = 0; place < filter.queries().size(); place += 7) {
                        for (int point = 0; point < COUNT; point++) {
                            assertThat(matches(filter, place, cases.payload(point)))
                                    .isEqualTo(filter.permitted(place).contains(point));
                        }
                    }
                });
    }

    @Test
    void nearPointsAreNearerToTheirQueriesThanFarOnes() {
        FilterCase near = cases.all().get(FilterKind.NEAR.ordinal());
        FilterCase far = cases.all().get(FilterKind.FAR.ordinal());
        assertThat(near.queries()).isEqualTo(far.queries());
        assertThat(meanCloseness(near)).isGreaterThan(meanCloseness(far) + 0.3);
    }

    @Test
    void withoutSelectivitiesThereAreNoFilters() {
        FilterCases none = FilterCases.of(data, queries, Similarity.COSINE, List.of(), 7);
        assertThat(none.all()).isEmpty();
        assertThat(none.payload(3).fields()).containsKeys(FilterCase.RANK, FilterCase.TAGS);
    }

    private double meanCloseness(FilterCase filter) {
        return IntStream.range(0, filter.queries().size())
                .mapToDouble(place -> closeness(filter, place))
                .average()
                .orElseThrow();
    }

    private double closeness(FilterCase filter, int place) {
        float[] query = queries[filter.queries().get(place)];
        return points(filter.permitted(place)).stream()
                .mapToDouble(point -> Similarity.COSINE.closeness(query, data.base().floats(point)))
                .average()
                .orElseThrow();
    }

    private static List<Integer> points(RowSet rows) {
        List<Integer> points = new ArrayList<>();
        for (long row = rows.nextRow(0); row != RowSet.NONE; row = rows.nextRow(row + 1)) {
            points.add((int) row);
            assertThat(rows.nextGap(row)).isGreaterThan(row);
        }
        return points;
    }

    /// The little that these filters need of the meaning of filters.
    private static boolean matches(FilterCase filter, int place, Payload payload) {
        Condition.Field field = (Condition.Field) filter.filter(place).must().getFirst();
        Value value = payload.get(field.key().firstKey()).orElseThrow();
        return switch (field.test()) {
            case FieldTest.Range range -> ((Value.Int) value).value() < range.lt().orElseThrow();
            case FieldTest.MatchValue(FieldTest.Scalar.Text(String text)) ->
                    ((Value.Array) value).items().contains(Value.of(text));
            default -> throw new AssertionError(field);
        };
    }
}
