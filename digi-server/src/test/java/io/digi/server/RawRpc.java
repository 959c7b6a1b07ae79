package io.digi.server;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Calls that no stub makes: of bytes, step by step.
final class RawRpc implements AutoCloseable {
    private final ManagedChannel channel;

    RawRpc(ServerUnderTest server) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort())
                        .usePlaintext()
                        .compressorRegistry(notReallyPacking())
                        .build();
    }

    /// A registry whose gzip passes bytes on, so that tests pack, or pretend to.
    private static CompressorRegistry notReallyPacking() {
        CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
        registry.register(
                new Codec() {
                    @Override
                    public String getMessageEncoding() {
                        return "gzip";
                    }

                    @Override
                    public OutputStream compress(OutputStream target) {
                        return target;
                    }

                    @Override
                    public InputStream decompress(InputStream source) {
                        return source;
                    }
                });
        return registry;
    }

    Open open(String method, CallOptions options) {
        return new Open(
                channel.newCall(
                        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                                .setType(MethodDescriptor.MethodType.UNKNOWN)
                                .setFullMethodName(method)
                                .build(),
                        options.getDeadline() == null
                                ? options.withDeadlineAfter(20, TimeUnit.SECONDS)
                                : options));
    }

    Open open(String method) {
        return open(method, CallOptions.DEFAULT);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /// A call under way.
    static final class Open extends ClientCall.Listener<byte[]> {
        final ClientCall<byte[], byte[]> call;
        final CompletableFuture<Status> status = new CompletableFuture<>();

        private Open(ClientCall<byte[], byte[]> call) {
            this.call = call;
            Metadata headers = new Metadata();
            headers.put(
                    Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER),
                    ServerUnderTest.ADMIN);
            call.start(this, headers);
            call.request(1);
        }

        Open send(byte[] message) {
            call.sendMessage(message);
            return this;
        }

        Status end() {
            call.halfClose();
            return status.join();
        }

        @Override
        public void onClose(Status closed, Metadata trailers) {
            status.complete(closed);
        }
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
