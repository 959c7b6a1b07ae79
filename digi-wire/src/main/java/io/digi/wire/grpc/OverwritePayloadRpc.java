package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.OverwritePayload;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Replaces payloads whole.
final class OverwritePayloadRpc extends WriteRpc<Points.SetPayloadPoints> {
    @Override
    public MethodDescriptor<Points.SetPayloadPoints, Points.PointsOperationResponse> method() {
        return PointsGrpc.getOverwritePayloadMethod();
    }

    @Override
    public Points.SetPayloadPoints encodeRequest(WriteRequest request) {
        OverwritePayload change =
                PayloadChangeCodec.encode((PointChange.OverwritePayload) request.only());
        Points.SetPayloadPoints.Builder message =
                Points.SetPayloadPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setPointsSelector(change.getPointsSelector())
                        .putAllPayload(change.getPayloadMap());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.SetPayloadPoints message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.SetPayloadPoints message) {
        OverwritePayload.Builder change =
                OverwritePayload.newBuilder()
                        .setPointsSelector(message.getPointsSelector())
                        .putAllPayload(message.getPayloadMap())
                        .setShardKeySelector(message.getShardKeySelector());
        if (message.hasKey()) {
            change.setKey(message.getKey());
        }
        return PayloadChangeCodec.decode(in, change.build());
    }
}
