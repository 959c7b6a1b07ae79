package io.digi.wire.grpc;

import io.digi.model.config.CollectionConfig;
import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.digi.wire.words.CollectionDefaults;
import io.grpc.MethodDescriptor;

/// Makes a collection. Decoding adds the defaults that it was given.
final class CreateCollectionRpc
        implements Rpc<
                CollectionRequest<CollectionConfig>,
                Boolean,
                Collections.CreateCollection,
                Collections.CollectionOperationResponse> {
    private final CollectionDefaults defaults;

    CreateCollectionRpc(CollectionDefaults defaults) {
        this.defaults = defaults;
    }

    @Override
    public MethodDescriptor<Collections.CreateCollection, Collections.CollectionOperationResponse>
            method() {
        return CollectionsGrpc.getCreateMethod();
    }

    @Override
    public Collections.CreateCollection encodeRequest(CollectionRequest<CollectionConfig> request) {
        Collections.CreateCollection.Builder message =
                NewCollectionCodec.encode(request.collection(), request.content());
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public CollectionRequest<CollectionConfig> decodeRequest(Collections.CreateCollection message) {
        return Reading.whole(in ->
                new CollectionRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        NewCollectionCodec.decode(in, message, defaults),
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
            CollectionRequest<CollectionConfig> request,
            Collections.CollectionOperationResponse message) {
        return message.getResult();
    }
}
