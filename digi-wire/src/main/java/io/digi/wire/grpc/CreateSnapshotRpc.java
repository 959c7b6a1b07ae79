package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.proto.SnapshotsGrpc;
import io.digi.proto.SnapshotsService;
import io.grpc.MethodDescriptor;

/// Makes a snapshot of a collection.
final class CreateSnapshotRpc
        implements Rpc<
                CollectionName,
                SnapshotInfo,
                SnapshotsService.CreateSnapshotRequest,
                SnapshotsService.CreateSnapshotResponse> {
    @Override
    public MethodDescriptor<
                    SnapshotsService.CreateSnapshotRequest, SnapshotsService.CreateSnapshotResponse>
            method() {
        return SnapshotsGrpc.getCreateMethod();
    }

    @Override
    public SnapshotsService.CreateSnapshotRequest encodeRequest(CollectionName request) {
        return SnapshotsService.CreateSnapshotRequest.newBuilder()
                .setCollectionName(request.value())
                .build();
    }

    @Override
    public CollectionName decodeRequest(SnapshotsService.CreateSnapshotRequest message) {
        return Reading.whole(in -> RequestFields.collection(in, message.getCollectionName()));
    }

    @Override
    public SnapshotsService.CreateSnapshotResponse encodeAnswer(
            SnapshotInfo answer, double seconds) {
        return SnapshotCodec.created(answer, seconds);
    }

    @Override
    public SnapshotInfo decodeAnswer(
            CollectionName request, SnapshotsService.CreateSnapshotResponse message) {
        return SnapshotCodec.decode(message.getSnapshotDescription());
    }
}
