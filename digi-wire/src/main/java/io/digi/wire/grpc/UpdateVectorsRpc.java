package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.UpdateVectors;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Replaces vectors of points.
final class UpdateVectorsRpc extends WriteRpc<Points.UpdatePointVectors> {
    @Override
    public MethodDescriptor<Points.UpdatePointVectors, Points.PointsOperationResponse> method() {
        return PointsGrpc.getUpdateVectorsMethod();
    }

    @Override
    public Points.UpdatePointVectors encodeRequest(WriteRequest request) {
        UpdateVectors change = VectorChangeCodec.encode((PointChange.UpdateVectors) request.only());
        Points.UpdatePointVectors.Builder message =
                Points.UpdatePointVectors.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .addAllPoints(change.getPointsList());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.UpdatePointVectors message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.UpdatePointVectors message) {
        UpdateVectors.Builder change =
                UpdateVectors.newBuilder()
                        .addAllPoints(message.getPointsList())
                        .setShardKeySelector(message.getShardKeySelector());
        if (message.hasUpdateFilter()) {
            change.setUpdateFilter(message.getUpdateFilter());
        }
        return VectorChangeCodec.decode(in, change.build());
    }
}
