package io.digi.server;

import com.google.protobuf.Message;
import io.digi.wire.grpc.Rpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

/// A gRPC client of a server under test, which speaks in words of the model and sends the same
/// metadata each time.
record RpcClient(
        ManagedChannel channel,
        Map<String, String> metadata,
        CallOptions options,
        AtomicReference<Metadata> answered)
        implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 30;
    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

    static RpcClient to(ServerUnderTest server) {
        return new RpcClient(
                NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort())
                        .usePlaintext()
                        .maxInboundMessageSize(Integer.MAX_VALUE)
                        .build(),
                Map.of(),
                CallOptions.DEFAULT,
                new AtomicReference<>());
    }

    RpcClient with(String name, String value) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(name, value);
        return new RpcClient(channel, Map.copyOf(all), options, answered);
    }

    /// The same, which packs what it sends.
    RpcClient packing() {
        return new RpcClient(channel, metadata, options.withCompression("gzip"), answered);
    }

    /// The same, which gives up after a time.
    RpcClient within(Duration time) {
        return new RpcClient(
                channel,
                metadata,
                options.withDeadlineAfter(time.toNanos(), TimeUnit.NANOSECONDS),
                answered);
    }

    /// How the last answer was packed.
    List<String> encodings() {
        Iterable<String> all = answered.get().getAll(ENCODING);
        return all == null ? List.of() : StreamSupport.stream(all.spliterator(), false).toList();
    }

    <Q, A, M extends Message, N extends Message> A call(Rpc<Q, A, M, N> rpc, Q request) {
        return rpc.decodeAnswer(
                request,
                ClientCalls.blockingUnaryCall(
                        intercepted(), rpc.method(), bounded(), rpc.encodeRequest(request)));
    }

    /// The status of a call that fails.
    <Q, A, M extends Message, N extends Message> Status failure(Rpc<Q, A, M, N> rpc, Q request) {
        try {
            A answer = call(rpc, request);
            throw new AssertionError("answered " + answer);
        } catch (StatusRuntimeException refused) {
            return refused.getStatus();
        }
    }

    /// The status of a call with an empty message that fails.
    Status failureOf(String method) {
        return failureOf(method, new byte[0]);
    }

    Status failureOf(String method, byte[] message) {
        try {
            ClientCalls.blockingUnaryCall(
                    intercepted(),
                    MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                            .setType(MethodDescriptor.MethodType.UNARY)
                            .setFullMethodName(method)
                            .build(),
                    bounded(),
                    message);
            throw new AssertionError(method + " answered");
        } catch (StatusRuntimeException refused) {
            return refused.getStatus();
        }
    }

    private CallOptions bounded() {
        return options.getDeadline() == null
                ? options.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                : options;
    }

    private Channel intercepted() {
        Metadata headers = new Metadata();
        metadata.forEach((name, value) ->
                headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return ClientInterceptors.intercept(
                channel,
                MetadataUtils.newAttachHeadersInterceptor(headers),
                MetadataUtils.newCaptureMetadataInterceptor(answered, new AtomicReference<>()));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
