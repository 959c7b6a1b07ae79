package io.digi.wire.grpc;

import io.digi.proto.Collections;
import io.digi.proto.CollectionsGrpc;
import io.grpc.MethodDescriptor;

/// Changes second names.
final class ChangeAliasesRpc
        implements Rpc<
                AliasRequest,
                Boolean,
                Collections.ChangeAliases,
                Collections.CollectionOperationResponse> {
    @Override
    public MethodDescriptor<Collections.ChangeAliases, Collections.CollectionOperationResponse>
            method() {
        return CollectionsGrpc.getUpdateAliasesMethod();
    }

    @Override
    public Collections.ChangeAliases encodeRequest(AliasRequest request) {
        Collections.ChangeAliases.Builder message = Collections.ChangeAliases.newBuilder();
        request.changes().forEach(change -> message.addActions(AliasCodec.encode(change)));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public AliasRequest decodeRequest(Collections.ChangeAliases message) {
        return Reading.whole(in ->
                new AliasRequest(
                        in.each(
                                "actions",
                                message.getActionsList(),
                                action -> AliasCodec.decode(in, action)),
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
            AliasRequest request, Collections.CollectionOperationResponse message) {
        return message.getResult();
    }
}
