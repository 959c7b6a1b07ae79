package io.digi.wire.grpc;

import io.digi.model.config.CollectionChange;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;

/// Drops a payload index.
final class DeleteIndexRpc
        implements Rpc<
                IndexRequest<CollectionChange.DropPayloadIndex>,
                WriteAnswer,
                Points.DeleteFieldIndexCollection,
                Points.PointsOperationResponse> {
    @Override
    public MethodDescriptor<Points.DeleteFieldIndexCollection, Points.PointsOperationResponse>
            method() {
        return PointsGrpc.getDeleteFieldIndexMethod();
    }

    @Override
    public Points.DeleteFieldIndexCollection encodeRequest(
            IndexRequest<CollectionChange.DropPayloadIndex> request) {
        Points.DeleteFieldIndexCollection.Builder message =
                Points.DeleteFieldIndexCollection.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setFieldName(request.change().key().toString());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public IndexRequest<CollectionChange.DropPayloadIndex> decodeRequest(
            Points.DeleteFieldIndexCollection message) {
        return Reading.whole(in ->
                new IndexRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        new CollectionChange.DropPayloadIndex(
                                RequestFields.path(in, "field_name", message.getFieldName())),
                        message.getWait(),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.PointsOperationResponse encodeAnswer(WriteAnswer answer, double seconds) {
        return WriteRpc.response(answer, seconds);
    }

    @Override
    public WriteAnswer decodeAnswer(
            IndexRequest<CollectionChange.DropPayloadIndex> request,
            Points.PointsOperationResponse message) {
        return WriteRpc.answer(message);
    }
}
