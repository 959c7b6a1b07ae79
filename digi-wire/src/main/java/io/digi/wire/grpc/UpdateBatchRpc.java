package io.digi.wire.grpc;

import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;

/// Several writes, in their order.
final class UpdateBatchRpc
        implements Rpc<
                WriteRequest, WriteAnswer, Points.UpdateBatchPoints, Points.UpdateBatchResponse> {
    @Override
    public MethodDescriptor<Points.UpdateBatchPoints, Points.UpdateBatchResponse> method() {
        return PointsGrpc.getUpdateBatchMethod();
    }

    @Override
    public Points.UpdateBatchPoints encodeRequest(WriteRequest request) {
        Points.UpdateBatchPoints.Builder message =
                Points.UpdateBatchPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits());
        request.changes().forEach(change -> message.addOperations(ChangeCodec.encode(change)));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public WriteRequest decodeRequest(Points.UpdateBatchPoints message) {
        return Reading.whole(in ->
                new WriteRequest(
                        RequestFields.collection(in, message.getCollectionName()),
                        in.each(
                                "operations",
                                message.getOperationsList(),
                                operation -> ChangeCodec.decode(in, operation)),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.UpdateBatchResponse encodeAnswer(WriteAnswer answer, double seconds) {
        Points.UpdateBatchResponse.Builder message =
                Points.UpdateBatchResponse.newBuilder().setTime(seconds);
        answer.receipt()
                .operationNumbers()
                .forEach(number -> message.addResult(WriteRpc.result(number, answer.status())));
        return message.build();
    }

    @Override
    public WriteAnswer decodeAnswer(WriteRequest request, Points.UpdateBatchResponse message) {
        return WriteRpc.answer(message.getResultList());
    }
}
