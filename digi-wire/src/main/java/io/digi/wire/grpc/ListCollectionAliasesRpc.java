package io.digi.wire.grpc;

import io.digi.model.config.Alias;
import io.digi.model.id.CollectionName;
import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// The second names of a collection.
final class ListCollectionAliasesRpc
        implements Rpc<
                CollectionName,
                List<Alias>,
                Collections.ListCollectionAliasesRequest,
                Collections.ListAliasesResponse> {
    @Override
    public MethodDescriptor<
                    Collections.ListCollectionAliasesRequest, Collections.ListAliasesResponse>
            method() {
        return CollectionsGrpc.getListCollectionAliasesMethod();
    }

    @Override
    public Collections.ListCollectionAliasesRequest encodeRequest(CollectionName request) {
        return Collections.ListCollectionAliasesRequest.newBuilder()
                .setCollectionName(request.value())
                .build();
    }

    @Override
    public CollectionName decodeRequest(Collections.ListCollectionAliasesRequest message) {
        return Reading.whole(in -> RequestFields.collection(in, message.getCollectionName()));
    }

    @Override
    public Collections.ListAliasesResponse encodeAnswer(List<Alias> answer, double seconds) {
        return AliasCodec.encode(answer, seconds);
    }

    @Override
    public List<Alias> decodeAnswer(
            CollectionName request, Collections.ListAliasesResponse message) {
        return AliasCodec.decode(message);
    }
}
