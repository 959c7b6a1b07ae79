package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.PointStructList;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Stores points whole.
final class UpsertRpc extends WriteRpc<Points.UpsertPoints> {
    @Override
    public MethodDescriptor<Points.UpsertPoints, Points.PointsOperationResponse> method() {
        return PointsGrpc.getUpsertMethod();
    }

    @Override
    public Points.UpsertPoints encodeRequest(WriteRequest request) {
        PointStructList change = UpsertCodec.encode((PointChange.Upsert) request.only());
        Points.UpsertPoints.Builder message =
                Points.UpsertPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .addAllPoints(change.getPointsList());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.UpsertPoints message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.UpsertPoints message) {
        PointStructList.Builder change =
                PointStructList.newBuilder()
                        .addAllPoints(message.getPointsList())
                        .setShardKeySelector(message.getShardKeySelector())
                        .setUpdateModeValue(message.getUpdateModeValue());
        if (message.hasUpdateFilter()) {
            change.setUpdateFilter(message.getUpdateFilter());
        }
        return UpsertCodec.decode(in, change.build());
    }
}
