package io.digi.wire.grpc;

import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import io.digi.model.vector.DenseVector;
import io.digi.proto.Points;

/// Legacy searches, which are queries nearest to a vector.
final class SearchCodec {
    private static final DenseVector VECTOR_STAND_IN = new DenseVector(0f);

    private SearchCodec() {}

    /// Throws [IllegalArgumentException] for a query that is no search.
    static Points.SearchPoints.Builder encode(CollectionName collection, PointRead.Query query) {
        if (!(query.target() instanceof QueryTarget.Vector(DenseVector vector))) {
            throw new IllegalArgumentException("a search is for a vector: " + query.target());
        }
        Points.SearchPoints.Builder message =
                Points.SearchPoints.newBuilder()
                        .setCollectionName(collection.value())
                        .setLimit(query.limit())
                        .setOffset(query.offset())
                        .setParams(SearchParamsCodec.encode(query.params()))
                        .setWithPayload(SelectionCodec.encode(query.selection().payload()))
                        .setWithVectors(SelectionCodec.encode(query.selection().vectors()));
        for (float element : vector.elements()) {
            message.addVector(element);
        }
        if (!query.using().isDefault()) {
            message.setVectorName(query.using().value());
        }
        if (!query.filter().matchesAll()) {
            message.setFilter(FilterCodec.encode(query.filter()));
        }
        query.scoreThreshold().ifPresent(score -> message.setScoreThreshold((float) score));
        return message;
    }

    static PointRead.Query decode(Reading in, Points.SearchPoints message) {
        in.refuse(message.hasSparseIndices(), "sparse_indices", "vectors are dense");
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        DenseVector vector = vector(in, message);
        VectorName using = RequestFields.vector(in, "vector_name", message.getVectorName());
        Filter filter =
                message.hasFilter()
                        ? FilterCodec.decode(in, "filter", message.getFilter())
                        : Filter.ALL;
        SearchParams params = SearchParamsCodec.decode(in, message.getParams());
        Selection selection = selection(in, message);
        return in.validated(
                () ->
                        new PointRead.Query(
                                new QueryTarget.Vector(vector),
                                using,
                                filter,
                                RequestFields.count(message.getLimit()),
                                RequestFields.count(message.getOffset()),
                                RequestFields.threshold(
                                        in,
                                        message.hasScoreThreshold(),
                                        message.getScoreThreshold()),
                                params,
                                selection),
                QueryCodec.STAND_IN);
    }

    private static DenseVector vector(Reading in, Points.SearchPoints message) {
        float[] elements = new float[message.getVectorCount()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = message.getVector(i);
        }
        return in.validated("vector", () -> new DenseVector(elements), VECTOR_STAND_IN);
    }

    private static Selection selection(Reading in, Points.SearchPoints message) {
        return new Selection(
                SelectionCodec.decode(
                        in,
                        message.hasWithPayload(),
                        message.getWithPayload(),
                        PayloadSelector.Whole.NONE),
                SelectionCodec.decode(in, message.hasWithVectors(), message.getWithVectors()));
    }
}
