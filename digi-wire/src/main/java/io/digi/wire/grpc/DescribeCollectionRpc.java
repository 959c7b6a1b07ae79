package io.digi.wire.grpc;

import io.digi.model.config.CollectionInfo;
import io.digi.model.id.CollectionName;
import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;

/// A collection as it is now.
final class DescribeCollectionRpc
        implements Rpc<
                CollectionName,
                CollectionInfo,
                Collections.GetCollectionInfoRequest,
                Collections.GetCollectionInfoResponse> {
    @Override
    public MethodDescriptor<
                    Collections.GetCollectionInfoRequest, Collections.GetCollectionInfoResponse>
            method() {
        return CollectionsGrpc.getGetMethod();
    }

    @Override
    public Collections.GetCollectionInfoRequest encodeRequest(CollectionName request) {
        return Collections.GetCollectionInfoRequest.newBuilder()
                .setCollectionName(request.value())
                .build();
    }

    @Override
    public CollectionName decodeRequest(Collections.GetCollectionInfoRequest message) {
        return Reading.whole(in -> RequestFields.collection(in, message.getCollectionName()));
    }

    @Override
    public Collections.GetCollectionInfoResponse encodeAnswer(
            CollectionInfo answer, double seconds) {
        return Collections.GetCollectionInfoResponse.newBuilder()
                .setResult(CollectionInfoCodec.encode(answer))
                .setTime(seconds)
                .build();
    }

    @Override
    public CollectionInfo decodeAnswer(
            CollectionName request, Collections.GetCollectionInfoResponse message) {
        return Reading.whole(in -> CollectionInfoCodec.decode(in, message.getResult()));
    }
}
