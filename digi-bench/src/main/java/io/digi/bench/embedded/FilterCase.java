package io.digi.bench.embedded;

import io.digi.bench.data.BitRows;
import io.digi.index.flat.RowSet;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;

/// Filters of one kind and selectivity: the queries that are asked, and for each of them the points
/// that it may find. Queries of one group have the same filter.
public final class FilterCase {
    /// The field that holds the names of the groups a point belongs to.
    static final String TAGS = "tags";

    /// The field that holds a number below the number of points, each once.
    static final String RANK = "rank";

    private final FilterKind kind;
    private final double selectivity;
    private final List<Integer> queries = new ArrayList<>();
    private final List<Integer> groupOfQuery = new ArrayList<>();
    private final List<BitSet> groups = new ArrayList<>();

    FilterCase(FilterKind kind, double selectivity) {
        this.kind = kind;
        this.selectivity = selectivity;
    }

    /// Adds a filter with its points and the queries that it goes with.
    void add(BitSet points, List<Integer> withQueries) {
        for (int query : withQueries) {
            queries.add(query);
            groupOfQuery.add(groups.size());
        }
        groups.add(points);
    }

    public FilterKind kind() {
        return kind;
    }

    /// The part of the points that pass.
    public double selectivity() {
        return selectivity;
    }

    public String name() {
        return kind + "-" + selectivity;
    }

    /// Numbers of queries, in the order in which they are asked.
    public List<Integer> queries() {
        return queries;
    }

    /// The points that the query at a place of [#queries] may find.
    public RowSet permitted(int place) {
        return new BitRows(groups.get(groupOfQuery.get(place)));
    }

    /// The filter of the query at a place of [#queries].
    public Filter filter(int place) {
        int group = groupOfQuery.get(place);
        if (kind == FilterKind.RANGE) {
            OptionalDouble below = OptionalDouble.of(groups.get(group).cardinality());
            OptionalDouble open = OptionalDouble.empty();
            return Filter.must(
                    new Condition.Field(
                            JsonPath.ofKey(RANK), new FieldTest.Range(below, open, open, open)));
        }
        return Filter.must(
                new Condition.Field(
                        JsonPath.ofKey(TAGS),
                        new FieldTest.MatchValue(new FieldTest.Scalar.Text(tag(group)))));
    }

    /// Adds the names of the groups that a point belongs to.
    void tags(int point, List<String> into) {
        for (int group = 0; kind != FilterKind.RANGE && group < groups.size(); group++) {
            if (groups.get(group).get(point)) {
                into.add(tag(group));
            }
        }
    }

    private String tag(int group) {
        return name() + "-" + group;
    }
}
