package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;

/// Whether there is a collection.
final class CollectionExistsRpc
        implements Rpc<
                CollectionName,
                Boolean,
                Collections.CollectionExistsRequest,
                Collections.CollectionExistsResponse> {
    @Override
    public MethodDescriptor<
                    Collections.CollectionExistsRequest, Collections.CollectionExistsResponse>
            method() {
        return CollectionsGrpc.getCollectionExistsMethod();
    }

    @Override
    public Collections.CollectionExistsRequest encodeRequest(CollectionName request) {
        return Collections.CollectionExistsRequest.newBuilder()
                .setCollectionName(request.value())
                .build();
    }

    @Override
    public CollectionName decodeRequest(Collections.CollectionExistsRequest message) {
        return Reading.whole(in -> RequestFields.collection(in, message.getCollectionName()));
    }

    @Override
    public Collections.CollectionExistsResponse encodeAnswer(Boolean answer, double seconds) {
        return Collections.CollectionExistsResponse.newBuilder()
                .setResult(Collections.CollectionExists.newBuilder().setExists(answer))
                .setTime(seconds)
                .build();
    }

    @Override
    public Boolean decodeAnswer(
            CollectionName request, Collections.CollectionExistsResponse message) {
        return message.getResult().getExists();
    }
}
