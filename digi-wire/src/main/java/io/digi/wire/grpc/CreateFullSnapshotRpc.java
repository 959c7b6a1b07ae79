package io.digi.wire.grpc;

import io.digi.model.snapshot.SnapshotInfo;
import io.digi.proto.SnapshotsGrpc;
import io.digi.proto.SnapshotsService;
import io.grpc.MethodDescriptor;

/// Makes a snapshot of the whole storage.
final class CreateFullSnapshotRpc
        implements Rpc<
                NoContent,
                SnapshotInfo,
                SnapshotsService.CreateFullSnapshotRequest,
                SnapshotsService.CreateSnapshotResponse> {
    @Override
    public MethodDescriptor<
                    SnapshotsService.CreateFullSnapshotRequest,
                    SnapshotsService.CreateSnapshotResponse>
            method() {
        return SnapshotsGrpc.getCreateFullMethod();
    }

    @Override
    public SnapshotsService.CreateFullSnapshotRequest encodeRequest(NoContent request) {
        return SnapshotsService.CreateFullSnapshotRequest.getDefaultInstance();
    }

    @Override
    public NoContent decodeRequest(SnapshotsService.CreateFullSnapshotRequest message) {
        return NoContent.NO_CONTENT;
    }

    @Override
    public SnapshotsService.CreateSnapshotResponse encodeAnswer(
            SnapshotInfo answer, double seconds) {
        return SnapshotCodec.created(answer, seconds);
    }

    @Override
    public SnapshotInfo decodeAnswer(
            NoContent request, SnapshotsService.CreateSnapshotResponse message) {
        return SnapshotCodec.decode(message.getSnapshotDescription());
    }
}
