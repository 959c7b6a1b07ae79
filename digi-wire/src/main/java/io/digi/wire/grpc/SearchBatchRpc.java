package io.digi.wire.grpc;

import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;

/// Several legacy searches of one collection.
final class SearchBatchRpc
        implements Rpc<
                ReadRequest<List<List<ScoredPoint>>>,
                List<List<ScoredPoint>>,
                Points.SearchBatchPoints,
                Points.SearchBatchResponse> {
    @Override
    public MethodDescriptor<Points.SearchBatchPoints, Points.SearchBatchResponse> method() {
        return PointsGrpc.getSearchBatchMethod();
    }

    @Override
    public Points.SearchBatchPoints encodeRequest(ReadRequest<List<List<ScoredPoint>>> request) {
        Points.SearchBatchPoints.Builder message =
                Points.SearchBatchPoints.newBuilder()
                        .setCollectionName(request.collection().value());
        queries(request)
                .forEach(query ->
                        message.addSearchPoints(SearchCodec.encode(request.collection(), query)));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<List<List<ScoredPoint>>> decodeRequest(Points.SearchBatchPoints message) {
        return Reading.whole(in ->
                new ReadRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        new PointRead.QueryBatch(
                                in.each(
                                        "search_points",
                                        message.getSearchPointsList(),
                                        query -> SearchCodec.decode(in, query))),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.SearchBatchResponse encodeAnswer(List<List<ScoredPoint>> answer, double seconds) {
        Points.SearchBatchResponse.Builder message =
                Points.SearchBatchResponse.newBuilder().setTime(seconds);
        answer.forEach(hits ->
                message.addResult(
                        Points.BatchResult.newBuilder()
                                .addAllResult(AnsweredPoints.encodeHits(hits))));
        return message.build();
    }

    @Override
    public List<List<ScoredPoint>> decodeAnswer(
            ReadRequest<List<List<ScoredPoint>>> request, Points.SearchBatchResponse message) {
        List<PointRead.Query> queries = queries(request);
        return Reading.whole(in -> {
            List<List<ScoredPoint>> all = new ArrayList<>();
            for (int i = 0; i < queries.size(); i++) {
                all.add(
                        AnsweredPoints.decodeHits(
                                in,
                                queries.get(i).selection(),
                                message.getResult(i).getResultList()));
            }
            return all;
        });
    }

    private static List<PointRead.Query> queries(ReadRequest<List<List<ScoredPoint>>> request) {
        return ((PointRead.QueryBatch) request.read()).queries();
    }
}
