package io.digi.wire.grpc;

import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.digi.wire.words.CollectionUpdate;
import io.grpc.MethodDescriptor;

/// Changes settings of a collection.
final class UpdateCollectionRpc
        implements Rpc<
                CollectionRequest<CollectionUpdate>,
                Boolean,
                Collections.UpdateCollection,
                Collections.CollectionOperationResponse> {
    @Override
    public MethodDescriptor<Collections.UpdateCollection, Collections.CollectionOperationResponse>
            method() {
        return CollectionsGrpc.getUpdateMethod();
    }

    @Override
    public Collections.UpdateCollection encodeRequest(CollectionRequest<CollectionUpdate> request) {
        Collections.UpdateCollection.Builder message =
                CollectionUpdateCodec.encode(request.collection(), request.content());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public CollectionRequest<CollectionUpdate> decodeRequest(Collections.UpdateCollection message) {
        return Reading.whole(in ->
                new CollectionRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        CollectionUpdateCodec.decode(in, message),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Collections.CollectionOperationResponse encodeAnswer(Boolean answer, double seconds) {
        return Collections.CollectionOperationResponse.newBuilder()
                .setResult(answer)
                .setTime(seconds)
                .build();
    }

    @Override
    public Boolean decodeAnswer(
            CollectionRequest<CollectionUpdate> request,
            Collections.CollectionOperationResponse message) {
        return message.getResult();
    }
}
