package io.digi.server.grpc;

import io.digi.wire.error.RpcError;
import io.grpc.Status;

/// Ends a call for a reason that only this protocol knows.
final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Status.Code code;

    private CallRefused(Status.Code code, String text) {
        super(text);
        this.code = code;
    }

    static CallRefused tooLarge(int sizeMax) {
        return new CallRefused(
                Status.Code.RESOURCE_EXHAUSTED,
                "message is larger than the %d bytes that this method takes".formatted(sizeMax));
    }

    /// The name is not repeated: anybody may send one.
    static CallRefused unknownService() {
        return new CallRefused(Status.Code.NOT_FOUND, "unknown service");
    }

    RpcError error() {
        return new RpcError(code, String.valueOf(getMessage()));
    }
}
