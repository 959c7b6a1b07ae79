package io.digi.wire.grpc;

import io.digi.model.config.Alias;
import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;

/// All second names.
final class ListAliasesRpc
        implements Rpc<
                NoContent,
                List<Alias>,
                Collections.ListAliasesRequest,
                Collections.ListAliasesResponse> {
    @Override
    public MethodDescriptor<Collections.ListAliasesRequest, Collections.ListAliasesResponse>
            method() {
        return CollectionsGrpc.getListAliasesMethod();
    }

    @Override
    public Collections.ListAliasesRequest encodeRequest(NoContent request) {
        return Collections.ListAliasesRequest.getDefaultInstance();
    }

    @Override
    public NoContent decodeRequest(Collections.ListAliasesRequest message) {
        return NoContent.NO_CONTENT;
    }

    @Override
    public Collections.ListAliasesResponse encodeAnswer(List<Alias> answer, double seconds) {
        return AliasCodec.encode(answer, seconds);
    }

    @Override
    public List<Alias> decodeAnswer(NoContent request, Collections.ListAliasesResponse message) {
        return AliasCodec.decode(message);
    }
}
