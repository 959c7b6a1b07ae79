package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// The names of all collections.
final class ListCollectionsRpc
        implements Rpc<
                NoContent,
                List<CollectionName>,
                Collections.ListCollectionsRequest,
                Collections.ListCollectionsResponse> {
    @Override
    public MethodDescriptor<Collections.ListCollectionsRequest, Collections.ListCollectionsResponse>
            method() {
        return CollectionsGrpc.getListMethod();
    }

    @Override
    public Collections.ListCollectionsRequest encodeRequest(NoContent request) {
        return Collections.ListCollectionsRequest.getDefaultInstance();
    }

    @Override
    public NoContent decodeRequest(Collections.ListCollectionsRequest message) {
        return NoContent.NO_CONTENT;
    }

    @Override
    public Collections.ListCollectionsResponse encodeAnswer(
            List<CollectionName> answer, double seconds) {
        Collections.ListCollectionsResponse.Builder message =
                Collections.ListCollectionsResponse.newBuilder().setTime(seconds);
        answer.forEach(name ->
                message.addCollections(
                        Collections.CollectionDescription.newBuilder().setName(name.value())));
        return message.build();
    }

    @Override
    public List<CollectionName> decodeAnswer(
            NoContent request, Collections.ListCollectionsResponse message) {
        return message.getCollectionsList().stream()
                .map(collection -> new CollectionName(collection.getName()))
                .toList();
    }
}
