package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// Removes payloads whole.
final class ClearPayloadRpc extends WriteRpc<Points.ClearPayloadPoints> {
    @Override
    public MethodDescriptor<Points.ClearPayloadPoints, Points.PointsOperationResponse> method() {
        return PointsGrpc.getClearPayloadMethod();
    }

    @Override
    public Points.ClearPayloadPoints encodeRequest(WriteRequest request) {
        PointChange.ClearPayload change = (PointChange.ClearPayload) request.only();
        Points.ClearPayloadPoints.Builder message =
                Points.ClearPayloadPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setPoints(PointSelectionCodec.encode(change.selection()));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.ClearPayloadPoints message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        List.of(change(in, message)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    private static PointChange change(Reading in, Points.ClearPayloadPoints message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        return new PointChange.ClearPayload(
                PointSelectionCodec.decode(in, "points", message.getPoints()));
    }
}
