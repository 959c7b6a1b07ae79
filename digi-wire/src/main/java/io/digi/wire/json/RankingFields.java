package io.digi.wire.json;

import io.digi.model.filter.Filter;
import io.digi.model.id.VectorName;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchParams;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The fields that queries and legacy searches have in common.
final class RankingFields implements JsonReader.Fields {
    static final String ONE_SHARD = "a collection has one shard, leave it out";

    /// Stands in for a query that breaks a rule, until the end of the body.
    private static final PointRead.Query STAND_IN = PointRead.Query.nearest(1, 0f);

    private final JsonReader in;
    private final SelectionReader selection;
    private Filter filter = Filter.ALL;
    private SearchParams params = SearchParams.DEFAULT;
    private OptionalDouble scoreThreshold = OptionalDouble.empty();
    private OptionalInt limit = OptionalInt.empty();
    private int offset;

    RankingFields(JsonReader in) {
        this.in = in;
        this.selection = new SelectionReader(in, PayloadSelector.Whole.NONE);
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "filter" -> filter = FilterReader.filterOrAll(in);
            case "params" -> params = SearchParamsReader.params(in);
            case "score_threshold" -> scoreThreshold = JsonText.optionalNumber(in);
            case "limit" -> limit = JsonText.optionalCount(in);
            case "offset" -> offset = JsonText.optionalCount(in).orElse(0);
            case "shard_key" -> in.refuse(ONE_SHARD);
            default -> {
                return selection.read(name);
            }
        }
        return true;
    }

    OptionalInt limit() {
        return limit;
    }

    boolean hasScoreThreshold() {
        return scoreThreshold.isPresent();
    }

    /// The query; `innerName` is what Qdrant's texts call these fields together.
    PointRead.Query query(QueryTarget target, VectorName using, int limit, String innerName) {
        return in.validated(
                innerName,
                () ->
                        new PointRead.Query(
                                target,
                                using,
                                filter,
                                limit,
                                offset,
                                scoreThreshold,
                                params,
                                selection.selection()),
                STAND_IN);
    }
}
