package io.digi.server.grpc;

import io.digi.wire.error.RpcError;
import io.grpc.Status;

/// A message is larger than its method allows.
final class MessageTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    MessageTooLarge(int sizeMax) {
        super("message is larger than the %d bytes that this method takes".formatted(sizeMax));
    }

    RpcError error() {
        return new RpcError(Status.Code.RESOURCE_EXHAUSTED, String.valueOf(getMessage()));
    }
}
