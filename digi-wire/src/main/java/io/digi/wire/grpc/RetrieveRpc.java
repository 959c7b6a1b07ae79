package io.digi.wire.grpc;

import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.Selection;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Points by their ids.
final class RetrieveRpc
        implements Rpc<
                ReadRequest<List<PointRecord>>,
                List<PointRecord>,
                Points.GetPoints,
                Points.GetResponse> {
    @Override
    public MethodDescriptor<Points.GetPoints, Points.GetResponse> method() {
        return PointsGrpc.getGetMethod();
    }

    @Override
    public Points.GetPoints encodeRequest(ReadRequest<List<PointRecord>> request) {
        PointRead.Retrieve read = read(request);
        Points.GetPoints.Builder message =
                Points.GetPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .addAllIds(PointIdCodec.encode(read.ids()))
                        .setWithPayload(SelectionCodec.encode(read.selection().payload()))
                        .setWithVectors(SelectionCodec.encode(read.selection().vectors()));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<List<PointRecord>> decodeRequest(Points.GetPoints message) {
        return Reading.whole(in -> {
            RequestFields.refuseShardKey(in, message.getShardKeySelector());
            return new ReadRequest<>(
                    RequestFields.collection(in, message.getCollectionName()),
                    new PointRead.Retrieve(
                            PointIdCodec.decode(in, "ids", message.getIdsList()),
                            selection(in, message)),
                    RequestFields.timeout(in, message::hasTimeout, message::getTimeout));
        });
    }

    @Override
    public Points.GetResponse encodeAnswer(List<PointRecord> answer, double seconds) {
        return Points.GetResponse.newBuilder()
                .addAllResult(AnsweredPoints.encodeRecords(answer))
                .setTime(seconds)
                .build();
    }

    @Override
    public List<PointRecord> decodeAnswer(
            ReadRequest<List<PointRecord>> request, Points.GetResponse message) {
        return Reading.whole(in ->
                AnsweredPoints.decodeRecords(
                        in, read(request).selection(), message.getResultList()));
    }

    private static PointRead.Retrieve read(ReadRequest<List<PointRecord>> request) {
        return (PointRead.Retrieve) request.read();
    }

    private static Selection selection(Reading in, Points.GetPoints message) {
        return new Selection(
                SelectionCodec.decode(
                        in,
                        message.hasWithPayload(),
                        message.getWithPayload(),
                        PayloadSelector.Whole.ALL),
                SelectionCodec.decode(in, message.hasWithVectors(), message.getWithVectors()));
    }
}
