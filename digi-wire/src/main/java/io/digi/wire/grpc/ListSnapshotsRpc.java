package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.proto.SnapshotsGrpc;
import io.digi.proto.SnapshotsService;
import io.grpc.MethodDescriptor;
import java.util.List;

/// All snapshots of a collection.
final class ListSnapshotsRpc
        implements Rpc<
                CollectionName,
                List<SnapshotInfo>,
                SnapshotsService.ListSnapshotsRequest,
                SnapshotsService.ListSnapshotsResponse> {
    @Override
    public MethodDescriptor<
                    SnapshotsService.ListSnapshotsRequest, SnapshotsService.ListSnapshotsResponse>
            method() {
        return SnapshotsGrpc.getListMethod();
    }

    @Override
    public SnapshotsService.ListSnapshotsRequest encodeRequest(CollectionName request) {
        return SnapshotsService.ListSnapshotsRequest.newBuilder()
                .setCollectionName(request.value())
                .build();
    }

    @Override
    public CollectionName decodeRequest(SnapshotsService.ListSnapshotsRequest message) {
        return Reading.whole(in -> RequestFields.collection(in, message.getCollectionName()));
    }

    @Override
    public SnapshotsService.ListSnapshotsResponse encodeAnswer(
            List<SnapshotInfo> answer, double seconds) {
        return SnapshotCodec.listed(answer, seconds);
    }

    @Override
    public List<SnapshotInfo> decodeAnswer(
            CollectionName request, SnapshotsService.ListSnapshotsResponse message) {
        return SnapshotCodec.listed(message);
    }
}
