package io.digi.wire.grpc;

import io.digi.model.snapshot.SnapshotInfo;
import io.digi.proto.SnapshotsGrpc;
import io.digi.proto.SnapshotsService;
import io.grpc.MethodDescriptor;
import java.util.List;

/// All snapshots of the whole storage.
final class ListFullSnapshotsRpc
        implements Rpc<
                NoContent,
                List<SnapshotInfo>,
                SnapshotsService.ListFullSnapshotsRequest,
                SnapshotsService.ListSnapshotsResponse> {
    @Override
    public MethodDescriptor<
                    SnapshotsService.ListFullSnapshotsRequest,
                    SnapshotsService.ListSnapshotsResponse>
            method() {
        return SnapshotsGrpc.getListFullMethod();
    }

    @Override
    public SnapshotsService.ListFullSnapshotsRequest encodeRequest(NoContent request) {
        return SnapshotsService.ListFullSnapshotsRequest.getDefaultInstance();
    }

    @Override
    public NoContent decodeRequest(SnapshotsService.ListFullSnapshotsRequest message) {
        return NoContent.NO_CONTENT;
    }

    @Override
    public SnapshotsService.ListSnapshotsResponse encodeAnswer(
            List<SnapshotInfo> answer, double seconds) {
        return SnapshotCodec.listed(answer, seconds);
    }

    @Override
    public List<SnapshotInfo> decodeAnswer(
            NoContent request, SnapshotsService.ListSnapshotsResponse message) {
        return SnapshotCodec.listed(message);
    }
}
