package io.digi.server.grpc;

import com.google.protobuf.Message;
import io.digi.server.access.Admission;
import io.digi.server.access.GrpcMethod;
import io.digi.server.access.Principal;
import io.digi.server.access.RequestOrigin;
import io.digi.server.metrics.RequestLog;
import io.digi.server.work.Lane;
import io.digi.server.work.Lanes;
import io.digi.wire.grpc.Rpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import java.util.Optional;

/// The way of every call of one method: gate, bytes, lane, message, work, answer. The threads of
/// the network do nothing but gate and bytes.
///
/// @param <Q> a request in the words of the model
/// @param <A> an answer in the words of the model
/// @param <N> the message of an answer
final class UnaryMethod<Q, A, N extends Message> implements ServerCallHandler<RawMessage, N> {
    /// One for the request, and one to hear of a second, which must not be.
    private static final int MESSAGES_ASKED_FOR = 2;

    /// What anybody may send.
    private static final int PUBLIC_SIZE_MAX = 4 << 10;

    private final GrpcMethod method;
    private final Rpc<Q, A, ?, N> rpc;
    private final RpcWork<Q, A> work;
    private final Door door;
    private final Lanes lanes;
    private final RequestLog log;
    private final int sizeMax;

    /// @param sizeMax bytes of a message, packed or not
    UnaryMethod(
            GrpcMethod method,
            Rpc<Q, A, ?, N> rpc,
            RpcWork<Q, A> work,
            Door door,
            Lanes lanes,
            RequestLog log,
            int sizeMax) {
        this.method = method;
        this.rpc = rpc;
        this.work = work;
        this.door = door;
        this.lanes = lanes;
        this.log = log;
        this.sizeMax = sizeMax;
    }

    /// This method as grpc-java binds it.
    ServerMethodDefinition<RawMessage, N> definition() {
        MethodDescriptor<RawMessage, N> bytes =
                rpc.method().toBuilder(BytesMarshaller.BYTES, rpc.method().getResponseMarshaller())
                        .build();
        return ServerMethodDefinition.create(bytes, this);
    }

    @Override
    public ServerCall.Listener<RawMessage> startCall(
            ServerCall<RawMessage, N> call, Metadata metadata) {
        RequestOrigin origin = CallMetadata.origin(call, metadata);
        return switch (door.admit(method, origin)) {
            case Admission.Granted(Principal principal) -> {
                RpcCall<N> ours = call(call, principal, origin);
                CallListener listener =
                        new CallListener(
                                ours, lanes, lane(), sizeMax(), bytes -> answer(ours, bytes));
                Arrivals.report(listener::onBytes);
                call.request(MESSAGES_ASKED_FOR);
                yield listener;
            }
            case Admission.Refused refused -> {
                call(call, Principal.Global.ANYBODY, origin).fail(Door.error(refused));
                yield new ServerCall.Listener<>() {};
            }
        };
    }

    private RpcCall<N> call(
            ServerCall<RawMessage, N> call, Principal principal, RequestOrigin origin) {
        return new RpcCall<>(
                call,
                method,
                principal,
                origin,
                Optional.ofNullable(Context.current().getDeadline()),
                log);
    }

    /// Which threads do it, which is all the table says of it, but for what may take long.
    private Lane lane() {
        if (method == GrpcMethod.CREATE_SNAPSHOT || method == GrpcMethod.CREATE_FULL_SNAPSHOT) {
            return Lane.SNAPSHOT;
        }
        return switch (method.right()) {
            case PUBLIC -> Lane.DIRECT;
            case READ, ADMIN -> Lane.SEARCH;
            case WRITE, MANAGE -> Lane.WRITE;
        };
    }

    private int sizeMax() {
        return switch (method.right()) {
            case PUBLIC -> Math.min(PUBLIC_SIZE_MAX, sizeMax);
            case READ, ADMIN, WRITE, MANAGE -> sizeMax;
        };
    }

    private void answer(RpcCall<N> call, byte[] bytes) {
        A answer = work.answer(rpc.decodeRequest(bytes), call);
        call.answer(rpc.encodeAnswer(answer, call.elapsedSeconds()));
    }
}
