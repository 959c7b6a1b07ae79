package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Removes points.
final class DeletePointsRpc extends WriteRpc<Points.DeletePoints> {
    @Override
    public MethodDescriptor<Points.DeletePoints, Points.PointsOperationResponse> method() {
        return PointsGrpc.getDeleteMethod();
    }

    @Override
    public Points.DeletePoints encodeRequest(WriteRequest request) {
        PointChange.Delete change = (PointChange.Delete) request.only();
        Points.DeletePoints.Builder message =
                Points.DeletePoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setPoints(PointSelectionCodec.encode(change.selection()));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.DeletePoints message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.DeletePoints message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        return new PointChange.Delete(
                PointSelectionCodec.decode(in, "points", message.getPoints()));
    }
}
