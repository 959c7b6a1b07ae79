package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.DeletePayload;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Removes keys of payloads.
final class DeletePayloadRpc extends WriteRpc<Points.DeletePayloadPoints> {
    @Override
    public MethodDescriptor<Points.DeletePayloadPoints, Points.PointsOperationResponse> method() {
        return PointsGrpc.getDeletePayloadMethod();
    }

    @Override
    public Points.DeletePayloadPoints encodeRequest(WriteRequest request) {
        DeletePayload change =
                PayloadChangeCodec.encode((PointChange.DeletePayload) request.only());
        Points.DeletePayloadPoints.Builder message =
                Points.DeletePayloadPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setPointsSelector(change.getPointsSelector())
                        .addAllKeys(change.getKeysList());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.DeletePayloadPoints message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.DeletePayloadPoints message) {
        return PayloadChangeCodec.decode(
                in,
                DeletePayload.newBuilder()
                        .setPointsSelector(message.getPointsSelector())
                        .addAllKeys(message.getKeysList())
                        .setShardKeySelector(message.getShardKeySelector())
                        .build());
    }
}
