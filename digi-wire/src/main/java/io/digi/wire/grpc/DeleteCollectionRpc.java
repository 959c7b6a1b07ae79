package io.digi.wire.grpc;

import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;

/// Drops a collection; whether there was one is the answer.
final class DeleteCollectionRpc
        implements Rpc<
                CollectionRequest<NoContent>,
                Boolean,
                Collections.DeleteCollection,
                Collections.CollectionOperationResponse> {
    @Override
    public MethodDescriptor<Collections.DeleteCollection, Collections.CollectionOperationResponse>
            method() {
        return CollectionsGrpc.getDeleteMethod();
    }

    @Override
    public Collections.DeleteCollection encodeRequest(CollectionRequest<NoContent> request) {
        Collections.DeleteCollection.Builder message =
                Collections.DeleteCollection.newBuilder()
                        .setCollectionName(request.collection().value());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public CollectionRequest<NoContent> decodeRequest(Collections.DeleteCollection message) {
        return Reading.whole(in ->
                new CollectionRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        NoContent.NO_CONTENT,
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
            CollectionRequest<NoContent> request, Collections.CollectionOperationResponse message) {
        return message.getResult();
    }
}
