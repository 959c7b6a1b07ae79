package io.digi.wire.grpc;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import io.digi.model.vector.DenseVector;
import io.digi.proto.Points;

/// Queries.
final class QueryCodec {
    /// Stands in for a query that breaks a rule, until the end of the message.
    static final PointRead.Query STAND_IN = PointRead.Query.nearest(1, 0f);

    private static final int LIMIT_DEFAULT = 10;
    private static final String SUPPORTED =
            "queries are `nearest` to a vector or to a point id, or none for points in id order";

    private QueryCodec() {}

    static Points.QueryPoints.Builder encode(CollectionName collection, PointRead.Query query) {
        Points.QueryPoints.Builder message =
                Points.QueryPoints.newBuilder()
                        .setCollectionName(collection.value())
                        .setLimit(query.limit())
                        .setOffset(query.offset())
                        .setWithPayload(SelectionCodec.encode(query.selection().payload()))
                        .setWithVectors(SelectionCodec.encode(query.selection().vectors()));
        switch (query.target()) {
            case QueryTarget.Vector(DenseVector vector) ->
                    message.setQuery(
                            nearest(
                                    Points.VectorInput.newBuilder()
                                            .setDense(VectorCodec.encode(vector))));
            case QueryTarget.Point(PointId id) ->
                    message.setQuery(
                            nearest(
                                    Points.VectorInput.newBuilder()
                                            .setId(PointIdCodec.encode(id))));
            case QueryTarget.IdOrder _ -> {}
        }
        if (!query.using().isDefault()) {
            message.setUsing(query.using().value());
        }
        if (!query.filter().matchesAll()) {
            message.setFilter(FilterCodec.encode(query.filter()));
        }
        if (!query.params().equals(SearchParams.DEFAULT)) {
            message.setParams(SearchParamsCodec.encode(query.params()));
        }
        query.scoreThreshold().ifPresent(score -> message.setScoreThreshold((float) score));
        return message;
    }

    private static Points.Query.Builder nearest(Points.VectorInput.Builder input) {
        return Points.Query.newBuilder().setNearest(input);
    }

    static PointRead.Query decode(Reading in, Points.QueryPoints message) {
        in.refuse(message.getPrefetchCount() > 0, "prefetch", SUPPORTED);
        in.refuse(message.hasLookupFrom(), "lookup_from", SUPPORTED);
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        if (!message.hasQuery() && message.hasScoreThreshold()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "A query is needed to use the score_threshold. Can't have"
                                    + " score_threshold without defining a query."));
        }
        QueryTarget target =
                message.hasQuery()
                        ? in.at("query", () -> target(in, message.getQuery()))
                        : QueryTarget.IdOrder.ID_ORDER;
        VectorName using = RequestFields.vector(in, "using", message.getUsing());
        Filter filter =
                message.hasFilter()
                        ? FilterCodec.decode(in, "filter", message.getFilter())
                        : Filter.ALL;
        SearchParams params = SearchParamsCodec.decode(in, message.getParams());
        Selection selection = selection(in, message);
        return in.validated(
                () ->
                        new PointRead.Query(
                                target,
                                using,
                                filter,
                                message.hasLimit()
                                        ? RequestFields.count(message.getLimit())
                                        : LIMIT_DEFAULT,
                                RequestFields.count(message.getOffset()),
                                RequestFields.threshold(
                                        in,
                                        message.hasScoreThreshold(),
                                        message.getScoreThreshold()),
                                params,
                                selection),
                STAND_IN);
    }

    private static Selection selection(Reading in, Points.QueryPoints message) {
        return new Selection(
                SelectionCodec.decode(
                        in,
                        message.hasWithPayload(),
                        message.getWithPayload(),
                        PayloadSelector.Whole.NONE),
                SelectionCodec.decode(in, message.hasWithVectors(), message.getWithVectors()));
    }

    private static QueryTarget target(Reading in, Points.Query message) {
        return switch (message.getVariantCase()) {
            case NEAREST -> in.at("nearest", () -> nearest(in, message.getNearest()));
            case RECOMMEND,
                    DISCOVER,
                    CONTEXT,
                    ORDER_BY,
                    FUSION,
                    SAMPLE,
                    FORMULA,
                    NEAREST_WITH_MMR,
                    RRF,
                    RELEVANCE_FEEDBACK ->
                    throw in.unsupported("", SUPPORTED);
            case VARIANT_NOT_SET -> throw in.malformed("No variant in Query provided");
        };
    }

    private static QueryTarget nearest(Reading in, Points.VectorInput message) {
        return message.getVariantCase() == Points.VectorInput.VariantCase.ID
                ? new QueryTarget.Point(PointIdCodec.decode(in, message.getId()))
                : new QueryTarget.Vector(VectorCodec.decode(in, message, SUPPORTED));
    }
}
