package io.digi.wire.grpc;

import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// One legacy search.
final class SearchRpc
        implements Rpc<
                ReadRequest<List<ScoredPoint>>,
                List<ScoredPoint>,
                Points.SearchPoints,
                Points.SearchResponse> {
    @Override
    public MethodDescriptor<Points.SearchPoints, Points.SearchResponse> method() {
        return PointsGrpc.getSearchMethod();
    }

    @Override
    public Points.SearchPoints encodeRequest(ReadRequest<List<ScoredPoint>> request) {
        Points.SearchPoints.Builder message =
                SearchCodec.encode(request.collection(), query(request));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<List<ScoredPoint>> decodeRequest(Points.SearchPoints message) {
        return Reading.whole(in ->
                new ReadRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        SearchCodec.decode(in, message),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.SearchResponse encodeAnswer(List<ScoredPoint> answer, double seconds) {
        return Points.SearchResponse.newBuilder()
                .addAllResult(AnsweredPoints.encodeHits(answer))
                .setTime(seconds)
                .build();
    }

    @Override
    public List<ScoredPoint> decodeAnswer(
            ReadRequest<List<ScoredPoint>> request, Points.SearchResponse message) {
        return Reading.whole(in ->
                AnsweredPoints.decodeHits(in, query(request).selection(), message.getResultList()));
    }

    private static PointRead.Query query(ReadRequest<List<ScoredPoint>> request) {
        return (PointRead.Query) request.read();
    }
}
