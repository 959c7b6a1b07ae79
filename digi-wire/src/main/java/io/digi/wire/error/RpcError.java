package io.digi.wire.error;

import io.grpc.Status.Code;
import java.util.OptionalInt;

/// What gRPC answers to a problem.
///
/// @param retryAfterSeconds the value of the metadata `retry-after`, where trying again helps
public record RpcError(Code code, String text, OptionalInt retryAfterSeconds) {
    public RpcError(Code code, String text) {
        this(code, text, OptionalInt.empty());
    }
}
