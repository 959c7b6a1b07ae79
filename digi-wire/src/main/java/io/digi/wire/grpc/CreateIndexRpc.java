package io.digi.wire.grpc;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.proto.Collections.PayloadIndexParams;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;

/// Indexes what is at a payload key.
final class CreateIndexRpc
        implements Rpc<
                IndexRequest<CollectionChange.CreatePayloadIndex>,
                WriteAnswer,
                Points.CreateFieldIndexCollection,
                Points.PointsOperationResponse> {
    @Override
    public MethodDescriptor<Points.CreateFieldIndexCollection, Points.PointsOperationResponse>
            method() {
        return PointsGrpc.getCreateFieldIndexMethod();
    }

    @Override
    public Points.CreateFieldIndexCollection encodeRequest(
            IndexRequest<CollectionChange.CreatePayloadIndex> request) {
        CollectionChange.CreatePayloadIndex change = request.change();
        Points.CreateFieldIndexCollection.Builder message =
                Points.CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setWait(request.waits())
                        .setFieldName(change.key().toString())
                        .setFieldType(PayloadIndexKinds.fieldType(change.index().kind()))
                        .setFieldIndexParams(PayloadIndexCodec.encode(change.index()));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public IndexRequest<CollectionChange.CreatePayloadIndex> decodeRequest(
            Points.CreateFieldIndexCollection message) {
        return Reading.whole(in -> {
            JsonPath key = RequestFields.path(in, "field_name", message.getFieldName());
            return new IndexRequest<>(
                    RequestFields.collection(in, message.getCollectionName()),
                    new CollectionChange.CreatePayloadIndex(
                            key, index(in, message), message.getWait()),
                    message.getWait(),
                    RequestFields.timeout(in, message::hasTimeout, message::getTimeout));
        });
    }

    @Override
    public Points.PointsOperationResponse encodeAnswer(WriteAnswer answer, double seconds) {
        return WriteRpc.response(answer, seconds);
    }

    @Override
    public WriteAnswer decodeAnswer(
            IndexRequest<CollectionChange.CreatePayloadIndex> request,
            Points.PointsOperationResponse message) {
        return WriteRpc.answer(message);
    }

    private static PayloadIndexConfig index(Reading in, Points.CreateFieldIndexCollection message) {
        boolean saysByParams =
                message.getFieldIndexParams().getIndexParamsCase()
                        != PayloadIndexParams.IndexParamsCase.INDEXPARAMS_NOT_SET;
        if (!message.hasFieldType() && !saysByParams) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "Can't auto-detect field type, please specify `field_schema` in the"
                                    + " request"));
        }
        PayloadIndexKind kind =
                PayloadIndexKinds.of(message.getFieldType())
                        .orElseThrow(() -> in.malformed("Unknown field type"));
        return PayloadIndexCodec.decode(in, message.getFieldIndexParams(), kind);
    }
}
