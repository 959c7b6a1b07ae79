package io.digi.server.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Takes a request as the bytes that came, so that the threads of the network neither unpack nor
/// parse it.
enum BytesMarshaller implements MethodDescriptor.Marshaller<RawMessage> {
    BYTES;

    @Override
    public InputStream stream(RawMessage message) {
        throw new UnsupportedOperationException("a server sends no requests");
    }

    /// What went through [LazyGzip] has no known length.
    @Override
    public RawMessage parse(InputStream message) {
        try (message) {
            return new RawMessage(
                    message.readAllBytes(), /* packed= */ !(message instanceof KnownLength));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
