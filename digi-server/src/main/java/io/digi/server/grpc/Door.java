package io.digi.server.grpc;

import io.digi.server.access.Admission;
import io.digi.server.access.Gate;
import io.digi.server.access.GrpcMethod;
import io.digi.server.access.RequestOrigin;
import io.digi.wire.error.RpcError;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/// Stands before services that are not ours: nothing passes that has no row in the table of
/// methods, or no right to what the row says. Our own methods ask it themselves.
final class Door implements ServerInterceptor {
    private static final int UNAUTHENTICATED = 401;

    private final Gate gate;

    Door(Gate gate) {
        this.gate = gate;
    }

    /// Decides by metadata alone, before any byte of a message is asked for.
    Admission admit(GrpcMethod method, RequestOrigin origin) {
        return gate.admit(method, Optional.empty(), origin);
    }

    static RpcError error(Admission.Refused refused) {
        return new RpcError(
                refused.status() == UNAUTHENTICATED
                        ? Status.Code.UNAUTHENTICATED
                        : Status.Code.PERMISSION_DENIED,
                refused.text());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        Optional<GrpcMethod> method = GrpcMethod.of(call.getMethodDescriptor().getFullMethodName());
        if (method.isEmpty()) {
            return refuse(call, new RpcError(Status.Code.UNIMPLEMENTED, "Method not found"));
        }
        return switch (admit(method.get(), CallMetadata.origin(call, metadata))) {
            case Admission.Granted _ -> next.startCall(call, metadata);
            case Admission.Refused refused -> refuse(call, error(refused));
        };
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, RpcError error) {
        call.close(Status.fromCode(error.code()).withDescription(error.text()), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
