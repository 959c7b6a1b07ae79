package io.digi.server.grpc;

import io.grpc.BindableService;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads messages of services that are not ours, which are small: what [LazyGzip] left packed is
/// unpacked first.
///
/// @param <M> a message
record Unpacking<M>(MethodDescriptor.Marshaller<M> messages)
        implements MethodDescriptor.Marshaller<M> {
    private static final int SIZE_MAX = 4 << 10;

    /// A service that reads its messages so.
    static ServerServiceDefinition of(BindableService service) {
        ServerServiceDefinition stock = service.bindService();
        List<ServerMethodDefinition<?, ?>> methods =
                stock.getMethods().stream()
                        .<ServerMethodDefinition<?, ?>>map(Unpacking::unpacking)
                        .toList();
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(stock.getServiceDescriptor().getName())
                        .setSchemaDescriptor(stock.getServiceDescriptor().getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder all = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(all::addMethod);
        return all.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> unpacking(
            ServerMethodDefinition<Q, A> stock) {
        MethodDescriptor<Q, A> method = stock.getMethodDescriptor();
        return ServerMethodDefinition.create(
                method.toBuilder(
                                new Unpacking<>(method.getRequestMarshaller()),
                                method.getResponseMarshaller())
                        .build(),
                stock.getServerCallHandler());
    }

    @Override
    public InputStream stream(M message) {
        return messages.stream(message);
    }

    @Override
    public M parse(InputStream message) {
        if (message instanceof KnownLength) {
            return messages.parse(message);
        }
        try (InputStream in = new GZIPInputStream(message)) {
            byte[] bytes = in.readNBytes(SIZE_MAX + 1);
            if (bytes.length > SIZE_MAX) {
                throw Status.RESOURCE_EXHAUSTED.asRuntimeException();
            }
            return messages.parse(new ByteArrayInputStream(bytes));
        } catch (IOException broken) {
            throw Status.INVALID_ARGUMENT.withCause(broken).asRuntimeException();
        }
    }
}
