package io.digi.bench.embedded;

import io.digi.bench.data.IndexData;
import io.digi.bench.data.Similarity;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Filters of every kind and several selectivities over the points of a data set, and the payloads
/// that they ask for. All depends on data and seed only.
public final class FilterCases {
    private static final int CENTRES = 4;
    private static final int QUERIES_MAX = 200;

    private final List<FilterCase> cases = new ArrayList<>();
    private final int[] ranks;

    private FilterCases(int[] ranks) {
        this.ranks = ranks;
    }

    /// Makes a case of each kind for each selectivity.
    ///
    /// @param queries as they are compared
    public static FilterCases of(
            IndexData data,
            float[][] queries,
            Similarity similarity,
            List<Double> selectivities,
            long seed) {
        FilterCases made = new FilterCases(shuffled(data.count(), new SplittableRandom(seed)));
        if (selectivities.isEmpty()) {
            return made;
        }
        int[] order = shuffled(data.count(), new SplittableRandom(~seed));
        List<Integer> some = IntStream.range(0, queries.length).limit(QUERIES_MAX).boxed().toList();
        List<Centre> centres = centres(data, queries, similarity);
        for (double selectivity : selectivities) {
            int count = Math.clamp(Math.round(selectivity * data.count()), 1, data.count());
            made.add(FilterKind.RANDOM, selectivity).add(first(count, order), some);
            made.add(FilterKind.RANGE, selectivity).add(made.ranksBelow(count), some);
            FilterCase near = made.add(FilterKind.NEAR, selectivity);
            FilterCase far = made.add(FilterKind.FAR, selectivity);
            for (Centre centre : centres) {
                near.add(first(count, centre.nearestFirst), centre.queries);
                far.add(first(count, centre.nearestFirst.reversed()), centre.queries);
            }
        }
        return made;
    }

    private FilterCase add(FilterKind kind, double selectivity) {
        cases.add(new FilterCase(kind, selectivity));
        return cases.getLast();
    }

    /// A query that others are near to.
    private record Centre(List<Integer> nearestFirst, List<Integer> queries) {}

    private static List<Centre> centres(IndexData data, float[][] queries, Similarity similarity) {
        List<Centre> centres = new ArrayList<>();
        int each = Math.max(1, Math.min(QUERIES_MAX, queries.length) / CENTRES);
        for (int i = 0; i < CENTRES; i++) {
            float[] centre = queries[i * queries.length / CENTRES];
            float[] closeness = new float[data.count()];
            float[] row = new float[data.dimension()];
            for (int point = 0; point < closeness.length; point++) {
                data.base().read(point, row);
                similarity.prepare(row);
                closeness[point] = similarity.closeness(centre, row);
            }
            float[] ofQueries = new float[queries.length];
            for (int query = 0; query < queries.length; query++) {
                ofQueries[query] = similarity.closeness(centre, queries[query]);
            }
            centres.add(
                    new Centre(
                            nearestFirst(closeness),
                            nearestFirst(ofQueries).stream().limit(each).toList()));
        }
        return centres;
    }

    private static List<Integer> nearestFirst(float[] closeness) {
        return IntStream.range(0, closeness.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -closeness[i]))
                .toList();
    }

    private static BitSet first(int count, List<Integer> points) {
        BitSet bits = new BitSet();
        points.stream().limit(count).forEach(bits::set);
        return bits;
    }

    private static BitSet first(int count, int[] points) {
        BitSet bits = new BitSet();
        IntStream.of(points).limit(count).forEach(bits::set);
        return bits;
    }

    private BitSet ranksBelow(int count) {
        BitSet bits = new BitSet();
        IntStream.range(0, ranks.length).filter(point -> ranks[point] < count).forEach(bits::set);
        return bits;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] numbers = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return numbers;
    }

    public List<FilterCase> all() {
        return cases;
    }

    /// What a point carries, so that every filter finds its points.
    public Payload payload(int point) {
        List<String> tags = new ArrayList<>();
        cases.forEach(filters -> filters.tags(point, tags));
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(FilterCase.RANK, Value.of(ranks[point]));
        fields.put(FilterCase.TAGS, new Value.Array(tags.stream().map(Value::of).toList()));
        return Payload.of(fields);
    }
}
