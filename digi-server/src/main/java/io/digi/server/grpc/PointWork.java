package io.digi.server.grpc;

import io.digi.model.change.WriteReceipt;
import io.digi.server.access.GuardedEngine;
import io.digi.wire.grpc.ReadRequest;
import io.digi.wire.grpc.WriteAnswer;
import io.digi.wire.grpc.WriteRequest;
import java.time.Duration;
import java.util.Optional;

/// Reads and writes of points.
final class PointWork {
    private final GuardedEngine engine;
    private final Duration searchTimeout;

    /// Reads that set no time have `searchTimeout`.
    PointWork(GuardedEngine engine, Duration searchTimeout) {
        this.engine = engine;
        this.searchTimeout = searchTimeout;
    }

    <R> R read(ReadRequest<R> request, RpcCall<?> call) {
        call.isAbout(request.collection());
        Duration timeout = request.timeout().orElse(searchTimeout);
        return engine.read(call.caller(Optional.of(timeout)), request.collection(), request.read());
    }

    WriteAnswer write(WriteRequest request, RpcCall<?> call) {
        call.isAbout(request.collection());
        WriteReceipt receipt =
                engine.write(
                        call.caller(request.timeout()), request.collection(), request.changes());
        return WriteAnswer.of(receipt, request.waits());
    }
}
