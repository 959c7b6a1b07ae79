package io.digi.server.grpc;

import com.google.protobuf.MessageLite;
import io.digi.model.engine.Cancellation;
import io.digi.model.engine.Costs;
import io.digi.model.engine.Deadline;
import io.digi.model.id.CollectionName;
import io.digi.server.access.Caller;
import io.digi.server.access.GrpcMethod;
import io.digi.server.access.Principal;
import io.digi.server.access.RequestOrigin;
import io.digi.server.metrics.RequestLog;
import io.digi.wire.error.RpcError;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One call and its answer, which is given once.
///
/// @param <N> the message of an answer
final class RpcCall<N> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Metadata.Key<String> RETRY_AFTER =
            Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER);

    private final long startedNanoTime = System.nanoTime();
    private final ServerCall<?, N> call;
    private final GrpcMethod method;
    private final Principal principal;
    private final RequestOrigin origin;
    private final RequestLog log;

    /// When the client gives up, as it said itself.
    private final Optional<io.grpc.Deadline> clientDeadline;

    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Optional<String> collection = Optional.empty();

    RpcCall(
            ServerCall<?, N> call,
            GrpcMethod method,
            Principal principal,
            RequestOrigin origin,
            Optional<io.grpc.Deadline> clientDeadline,
            RequestLog log) {
        this.call = call;
        this.method = method;
        this.principal = principal;
        this.origin = origin;
        this.clientDeadline = clientDeadline;
        this.log = log;
    }

    GrpcMethod method() {
        return method;
    }

    double elapsedSeconds() {
        return (System.nanoTime() - startedNanoTime) / NANOS_PER_SECOND;
    }

    void isAbout(CollectionName name) {
        collection = Optional.of(name.value());
    }

    /// Who asks, about whom, and until when: the sooner of what the call says and what the message
    /// does.
    Caller caller(Optional<Duration> timeout) {
        Optional<Duration> left =
                clientDeadline.map(
                        deadline -> Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        Optional<Duration> sooner =
                left.isPresent() && (timeout.isEmpty() || left.get().compareTo(timeout.get()) < 0)
                        ? left
                        : timeout;
        return new Caller(
                principal,
                origin.tenant(),
                sooner.map(Deadline::after).orElseGet(Deadline::none),
                cancellation,
                new Costs());
    }

    /// The same of work that neither a deadline nor the client's leaving ends.
    ///
    /// @param end what ends it
    Caller patientCaller(Cancellation end) {
        return new Caller(principal, origin.tenant(), Deadline.none(), end, new Costs());
    }

    /// The client wants no answer any more.
    void withdraw() {
        cancellation.cancel();
        if (end()) {
            count(Status.Code.CANCELLED);
        }
    }

    /// Whether it has its answer, or wants none.
    boolean hasEnded() {
        return ended.get();
    }

    /// Sends the answer without waiting for the client to take it.
    void answer(N message) {
        if (!end()) {
            return;
        }
        count(Status.Code.OK);
        boolean packs =
                message instanceof MessageLite sized
                        && sized.getSerializedSize() >= FastGzip.SIZE_MIN;
        if (packs) {
            // Where the client does not take it, this is passed over.
            call.setCompression(FastGzip.NAME);
        }
        call.sendHeaders(new Metadata());
        call.sendMessage(message);
        call.close(Status.OK, new Metadata());
    }

    void fail(RpcError error) {
        if (!end()) {
            return;
        }
        count(error.code());
        Metadata trailers = new Metadata();
        error.retryAfterSeconds()
                .ifPresent(seconds -> trailers.put(RETRY_AFTER, Integer.toString(seconds)));
        call.close(Status.fromCode(error.code()).withDescription(error.text()), trailers);
    }

    private boolean end() {
        return ended.compareAndSet(/* expectedValue= */ false, /* newValue= */ true);
    }

    private void count(Status.Code code) {
        log.answered(
                Optional.of(method),
                collection,
                code.value(),
                System.nanoTime() - startedNanoTime,
                origin.peer().getHostAddress());
    }
}
