package io.digi.wire.grpc;

import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;

/// Several queries of one collection.
final class QueryBatchRpc
        implements Rpc<
                ReadRequest<List<List<ScoredPoint>>>,
                List<List<ScoredPoint>>,
                Points.QueryBatchPoints,
                Points.QueryBatchResponse> {
    @Override
    public MethodDescriptor<Points.QueryBatchPoints, Points.QueryBatchResponse> method() {
        return PointsGrpc.getQueryBatchMethod();
    }

    @Override
    public Points.QueryBatchPoints encodeRequest(ReadRequest<List<List<ScoredPoint>>> request) {
        Points.QueryBatchPoints.Builder message =
                Points.QueryBatchPoints.newBuilder()
                        .setCollectionName(request.collection().value());
        queries(request)
                .forEach(query ->
                        message.addQueryPoints(QueryCodec.encode(request.collection(), query)));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<List<List<ScoredPoint>>> decodeRequest(Points.QueryBatchPoints message) {
        return Reading.whole(in ->
                new ReadRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        new PointRead.QueryBatch(
                                in.each(
                                        "query_points",
                                        message.getQueryPointsList(),
                                        query -> QueryCodec.decode(in, query))),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.QueryBatchResponse encodeAnswer(List<List<ScoredPoint>> answer, double seconds) {
        Points.QueryBatchResponse.Builder message =
                Points.QueryBatchResponse.newBuilder().setTime(seconds);
        answer.forEach(hits ->
                message.addResult(
                        Points.BatchResult.newBuilder()
                                .addAllResult(AnsweredPoints.encodeHits(hits))));
        return message.build();
    }

    @Override
    public List<List<ScoredPoint>> decodeAnswer(
            ReadRequest<List<List<ScoredPoint>>> request, Points.QueryBatchResponse message) {
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
