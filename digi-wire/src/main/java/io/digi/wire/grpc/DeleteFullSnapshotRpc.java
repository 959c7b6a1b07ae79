package io.digi.wire.grpc;

import io.digi.proto.SnapshotsGrpc;
import io.digi.proto.SnapshotsService;
import io.grpc.MethodDescriptor;

/// Deletes a snapshot of the whole storage.
final class DeleteFullSnapshotRpc
        implements Rpc<
                String,
                NoContent,
                SnapshotsService.DeleteFullSnapshotRequest,
                SnapshotsService.DeleteSnapshotResponse> {
    @Override
    public MethodDescriptor<
                    SnapshotsService.DeleteFullSnapshotRequest,
                    SnapshotsService.DeleteSnapshotResponse>
            method() {
        return SnapshotsGrpc.getDeleteFullMethod();
    }

    @Override
    public SnapshotsService.DeleteFullSnapshotRequest encodeRequest(String request) {
        return SnapshotsService.DeleteFullSnapshotRequest.newBuilder()
                .setSnapshotName(request)
                .build();
    }

    @Override
    public String decodeRequest(SnapshotsService.DeleteFullSnapshotRequest message) {
        return message.getSnapshotName();
    }

    @Override
    public SnapshotsService.DeleteSnapshotResponse encodeAnswer(NoContent answer, double seconds) {
        return SnapshotCodec.deleted(seconds);
    }

    @Override
    public NoContent decodeAnswer(String request, SnapshotsService.DeleteSnapshotResponse message) {
        return NoContent.NO_CONTENT;
    }
}
