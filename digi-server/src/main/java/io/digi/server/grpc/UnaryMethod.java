package io.digi.server.grpc;

import com.google.protobuf.Message;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.server.access.Admission;
import io.digi.server.access.GrpcMethod;
import io.digi.server.access.Principal;
import io.digi.server.access.RequestOrigin;
import io.digi.server.metrics.RequestLog;
import io.digi.server.work.Lane;
import io.digi.server.work.Lanes;
import io.digi.wire.error.GrpcStatus;
import io.digi.wire.grpc.Rpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of every call of one method: gate, bytes, lane, message, work, answer. Whatever goes
/// wrong on it becomes an answer here. The threads of the network do nothing but gate and bytes.
///
/// @param <Q> a request in the words of the model
/// @param <A> an answer in the words of the model
/// @param <N> the message of an answer
final class UnaryMethod<Q, A, N extends Message> implements ServerCallHandler<byte[], N> {
    private static final Logger LOG = LoggerFactory.getLogger(UnaryMethod.class);

    /// One for the request, and one to hear of a second, which must not be.
    private static final int MESSAGES_ASKED_FOR = 2;

    private final GrpcMethod method;
    private final Rpc<Q, A, ?, N> rpc;
    private final RpcWork<Q, A> work;
    private final Door door;
    private final Lanes lanes;
    private final RequestLog log;

    UnaryMethod(
            GrpcMethod method,
            Rpc<Q, A, ?, N> rpc,
            RpcWork<Q, A> work,
            Door door,
            Lanes lanes,
            RequestLog log) {
        this.method = method;
        this.rpc = rpc;
        this.work = work;
        this.door = door;
        this.lanes = lanes;
        this.log = log;
    }

    /// This method as grpc-java binds it.
    ServerMethodDefinition<byte[], N> definition() {
        MethodDescriptor<byte[], N> bytes =
                rpc.method().toBuilder(BytesMarshaller.BYTES, rpc.method().getResponseMarshaller())
                        .build();
        return ServerMethodDefinition.create(bytes, this);
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], N> call, Metadata metadata) {
        RequestOrigin origin = CallMetadata.origin(call, metadata);
        return switch (door.admit(method, origin)) {
            case Admission.Granted(Principal principal) -> {
                call.request(MESSAGES_ASKED_FOR);
                yield new CallListener(call(call, principal, origin));
            }
            case Admission.Refused refused -> {
                call(call, Principal.Global.ANYBODY, origin).fail(Door.error(refused));
                yield new ServerCall.Listener<>() {};
            }
        };
    }

    private RpcCall<N> call(ServerCall<byte[], N> call, Principal principal, RequestOrigin origin) {
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

    /// What becomes of one call.
    private final class CallListener extends ServerCall.Listener<byte[]> {
        private final RpcCall<N> call;
        private final HeldBytes held = new HeldBytes(lanes.bodies());
        private Optional<byte[]> message = Optional.empty();

        CallListener(RpcCall<N> call) {
            this.call = call;
        }

        @Override
        public void onMessage(byte[] bytes) {
            answering(() -> {
                if (message.isPresent()) {
                    throw malformed("expected one message, got a second");
                }
                held.take(bytes.length);
                message = Optional.of(bytes);
            });
        }

        @Override
        public void onHalfClose() {
            boolean handedOver =
                    answering(() -> {
                        byte[] bytes =
                                message.orElseThrow(
                                        () -> malformed("expected a message, got none"));
                        lanes.submit(lane(), () -> finish(bytes));
                    });
            if (!handedOver) {
                held.close();
            }
        }

        @Override
        public void onCancel() {
            call.withdraw();
            if (message.isEmpty()) {
                held.close();
            }
        }

        private void finish(byte[] bytes) {
            try (held) {
                if (!call.isWithdrawn()) {
                    answering(() -> answer(bytes));
                }
            }
        }

        private void answer(byte[] bytes) {
            A answer = work.answer(rpc.decodeRequest(bytes), call);
            call.answer(rpc.encodeAnswer(answer, call.elapsedSeconds()));
        }

        private DigiException malformed(String text) {
            return new DigiException(new Problem.Malformed("Format error in message: " + text));
        }

        /// Whether the step ended well.
        private boolean answering(Runnable step) {
            try {
                step.run();
                return true;
            } catch (DigiException e) {
                if (e.problem() instanceof Problem.Bug || e.problem() instanceof Problem.OfData) {
                    LOG.error("request failed", e);
                }
                call.fail(GrpcStatus.of(e.problem()));
            } catch (RuntimeException | Error e) {
                LOG.error("request failed, which is a bug", e);
                call.fail(GrpcStatus.of(new Problem.Internal("the log of the server says more")));
            }
            return false;
        }
    }
}
