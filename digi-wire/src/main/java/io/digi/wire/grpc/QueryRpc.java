package io.digi.wire.grpc;

import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// One query.
final class QueryRpc
        implements Rpc<
                ReadRequest<List<ScoredPoint>>,
                List<ScoredPoint>,
                Points.QueryPoints,
                Points.QueryResponse> {
    @Override
    public MethodDescriptor<Points.QueryPoints, Points.QueryResponse> method() {
        return PointsGrpc.getQueryMethod();
    }

    @Override
    public Points.QueryPoints encodeRequest(ReadRequest<List<ScoredPoint>> request) {
        Points.QueryPoints.Builder message =
                QueryCodec.encode(request.collection(), query(request));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<List<ScoredPoint>> decodeRequest(Points.QueryPoints message) {
        return Reading.whole(in ->
                new ReadRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        QueryCodec.decode(in, message),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.QueryResponse encodeAnswer(List<ScoredPoint> answer, double seconds) {
        return Points.QueryResponse.newBuilder()
                .addAllResult(AnsweredPoints.encodeHits(answer))
                .setTime(seconds)
                .build();
    }

    @Override
    public List<ScoredPoint> decodeAnswer(
            ReadRequest<List<ScoredPoint>> request, Points.QueryResponse message) {
        return Reading.whole(in ->
                AnsweredPoints.decodeHits(in, query(request).selection(), message.getResultList()));
    }

    private static PointRead.Query query(ReadRequest<List<ScoredPoint>> request) {
        return (PointRead.Query) request.read();
    }
}
