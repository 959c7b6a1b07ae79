package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.SetPayload;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Sets keys of payloads.
final class SetPayloadRpc extends WriteRpc<Points.SetPayloadPoints> {
    @Override
    public MethodDescriptor<Points.SetPayloadPoints, Points.PointsOperationResponse> method() {
        return PointsGrpc.getSetPayloadMethod();
    }

    @Override
    public Points.SetPayloadPoints encodeRequest(WriteRequest request) {
        SetPayload change = PayloadChangeCodec.encode((PointChange.SetPayload) request.only());
        Points.SetPayloadPoints.Builder message =
                Points.SetPayloadPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setPointsSelector(change.getPointsSelector())
                        .putAllPayload(change.getPayloadMap());
        if (change.hasKey()) {
            message.setKey(change.getKey());
        }
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
        SetPayload.Builder change =
                SetPayload.newBuilder()
                        .setPointsSelector(message.getPointsSelector())
                        .putAllPayload(message.getPayloadMap())
                        .setShardKeySelector(message.getShardKeySelector());
        if (message.hasKey()) {
            change.setKey(message.getKey());
        }
        return PayloadChangeCodec.decode(in, change.build());
    }
}
