package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.DeleteVectors;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Removes vectors of points.
final class DeleteVectorsRpc extends WriteRpc<Points.DeletePointVectors> {
    @Override
    public MethodDescriptor<Points.DeletePointVectors, Points.PointsOperationResponse> method() {
        return PointsGrpc.getDeleteVectorsMethod();
    }

    @Override
    public Points.DeletePointVectors encodeRequest(WriteRequest request) {
        DeleteVectors change = VectorChangeCodec.encode((PointChange.DeleteVectors) request.only());
        Points.DeletePointVectors.Builder message =
                Points.DeletePointVectors.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setPointsSelector(change.getPointsSelector())
                        .setVectors(change.getVectors());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.DeletePointVectors message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.DeletePointVectors message) {
        return VectorChangeCodec.decode(
                in,
                DeleteVectors.newBuilder()
                        .setPointsSelector(message.getPointsSelector())
                        .setVectors(message.getVectors())
                        .setShardKeySelector(message.getShardKeySelector())
                        .build());
    }
}
