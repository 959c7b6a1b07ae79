package io.digi.wire.grpc;

import io.digi.proto.SnapshotsGrpc;
import io.digi.proto.SnapshotsService;
import io.grpc.MethodDescriptor;

/// Deletes a snapshot of a collection.
final class DeleteSnapshotRpc
        implements Rpc<
                NamedSnapshot,
                NoContent,
                SnapshotsService.DeleteSnapshotRequest,
                SnapshotsService.DeleteSnapshotResponse> {
    @Override
    public MethodDescriptor<
                    SnapshotsService.DeleteSnapshotRequest, SnapshotsService.DeleteSnapshotResponse>
            method() {
        return SnapshotsGrpc.getDeleteMethod();
    }

    @Override
    public SnapshotsService.DeleteSnapshotRequest encodeRequest(NamedSnapshot request) {
        return SnapshotsService.DeleteSnapshotRequest.newBuilder()
                .setCollectionName(request.collection().value())
                .setSnapshotName(request.name())
                .build();
    }

    @Override
    public NamedSnapshot decodeRequest(SnapshotsService.DeleteSnapshotRequest message) {
        return Reading.whole(in ->
                new NamedSnapshot(
                        RequestFields.collection(in, message.getCollectionName()),
                        message.getSnapshotName()));
    }

    @Override
    public SnapshotsService.DeleteSnapshotResponse encodeAnswer(NoContent answer, double seconds) {
        return SnapshotCodec.deleted(seconds);
    }

    @Override
    public NoContent decodeAnswer(
            NamedSnapshot request, SnapshotsService.DeleteSnapshotResponse message) {
        return NoContent.NO_CONTENT;
    }
}
