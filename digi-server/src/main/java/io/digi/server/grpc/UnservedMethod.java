package io.digi.server.grpc;

import io.digi.server.access.Admission;
import io.digi.server.access.GrpcMethod;
import io.digi.server.access.Principal;
import io.digi.server.access.RequestOrigin;
import io.digi.server.metrics.RequestLog;
import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.error.RpcError;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.Optional;

/// A method that the protocol has and this version has not.
record UnservedMethod(GrpcMethod method, Door door, RequestLog log)
        implements ServerCallHandler<RawMessage, RawMessage> {
    ServerMethodDefinition<RawMessage, RawMessage> definition(MethodDescriptor<?, ?> descriptor) {
        return ServerMethodDefinition.create(
                descriptor.toBuilder(BytesMarshaller.BYTES, BytesMarshaller.BYTES).build(), this);
    }

    @Override
    public ServerCall.Listener<RawMessage> startCall(
            ServerCall<RawMessage, RawMessage> call, Metadata metadata) {
        RequestOrigin origin = CallMetadata.origin(call, metadata);
        RpcError answer =
                switch (door.admit(method, origin)) {
                    case Admission.Granted _ ->
                            new RpcError(Status.Code.UNIMPLEMENTED, ErrorAnswer.NOT_SERVED.text());
                    case Admission.Refused refused -> Door.error(refused);
                };
        new RpcCall<>(call, method, Principal.Global.ANYBODY, origin, Optional.empty(), log)
                .fail(answer);
        return new ServerCall.Listener<>() {};
    }
}
