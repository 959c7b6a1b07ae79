package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.access.GrpcMethod;
import io.digi.server.access.Right;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every method with every kind of key, with an empty message: what it lacks besides the right
/// shows only to those who have the right.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcAccessIT {
    private static final String NO_KEY = "Must provide an API key or an Authorization bearer token";

    private final ServerUnderTest server = ServerUnderTest.shared();
    private ManagedChannel channel;

    @BeforeAll
    void connect() {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort())
                        .usePlaintext()
                        .build();
    }

    @AfterAll
    void disconnect() {
        channel.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(GrpcMethod.class)
    void withoutAKeyOnlyPublicMethodsAnswer(GrpcMethod method) {
        assertDenied(method, call(method, Map.of()), NO_KEY);
    }

    @ParameterizedTest
    @EnumSource(GrpcMethod.class)
    void wrongKeyIsNoKey(GrpcMethod method) {
        assertDenied(method, call(method, Map.of("api-key", "guess")), "Invalid API key or JWT");
    }

    @ParameterizedTest
    @EnumSource(GrpcMethod.class)
    void readOnlyKeyReads(GrpcMethod method) {
        boolean reads = method.right() != Right.WRITE && method.right() != Right.MANAGE;

        assertAllowed(reads, call(method, Map.of("api-key", ServerUnderTest.READER)));
    }

    @ParameterizedTest
    @EnumSource(GrpcMethod.class)
    void tenantReadsAndWritesItsPoints(GrpcMethod method) {
        boolean isOfPoints = method.right() != Right.ADMIN && method.right() != Right.MANAGE;

        assertAllowed(
                isOfPoints,
                call(method, Map.of("authorization", "Bearer " + ServerUnderTest.TENANT_A)));
    }

    @ParameterizedTest
    @EnumSource(GrpcMethod.class)
    void administratorMayDoEverything(GrpcMethod method) {
        assertAllowed(true, call(method, Map.of("api-key", ServerUnderTest.ADMIN)));
    }

    @Test
    void twoKeysAreNoKey() {
        Status status =
                call(
                        GrpcMethod.LIST_COLLECTIONS,
                        Map.of(
                                "api-key",
                                ServerUnderTest.ADMIN,
                                "authorization",
                                "Bearer " + ServerUnderTest.READER));

        assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    private static void assertDenied(GrpcMethod method, Status status, String text) {
        if (method.right() == Right.PUBLIC) {
            assertAllowed(true, status);
        } else {
            assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(status.getDescription()).isEqualTo(text);
        }
    }

    private static void assertAllowed(boolean allowed, Status status) {
        if (allowed) {
            assertThat(status.getCode())
                    .isNotIn(
                            Status.Code.UNAUTHENTICATED, Status.Code.INTERNAL, Status.Code.UNKNOWN);
            assertThat(String.valueOf(status.getDescription())).doesNotContain("Forbidden");
        } else {
            assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(status.getDescription()).startsWith("Forbidden: ");
        }
    }

    /// The status of a call; of one that streams, whether it got a first answer.
    private Status call(GrpcMethod method, Map<String, String> metadata) {
        CompletableFuture<Status> status = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call =
                channel.newCall(
                        descriptor(method),
                        CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
        Metadata headers = new Metadata();
        metadata.forEach((name, value) ->
                headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        status.complete(Status.OK);
                    }

                    @Override
                    public void onClose(Status closed, Metadata trailers) {
                        status.complete(closed);
                    }
                },
                headers);
        call.request(1);
        call.sendMessage(new byte[0]);
        call.halfClose();
        Status found = status.join();
        call.cancel("answered", null);
        return found;
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(GrpcMethod method) {
        return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .setFullMethodName(method.fullName())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream message) {
            return new byte[0];
        }
    }
}
