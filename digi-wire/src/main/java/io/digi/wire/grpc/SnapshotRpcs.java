package io.digi.wire.grpc;

import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotInfo;
import java.util.List;

/// Every operation on snapshots that the protocol has. It has none that restores one.
public final class SnapshotRpcs {
    public static final Rpc<CollectionName, SnapshotInfo, ?, ?> CREATE = new CreateSnapshotRpc();
    public static final Rpc<CollectionName, List<SnapshotInfo>, ?, ?> LIST = new ListSnapshotsRpc();
    public static final Rpc<NamedSnapshot, NoContent, ?, ?> DELETE = new DeleteSnapshotRpc();
    public static final Rpc<NoContent, SnapshotInfo, ?, ?> CREATE_FULL =
            new CreateFullSnapshotRpc();
    public static final Rpc<NoContent, List<SnapshotInfo>, ?, ?> LIST_FULL =
            new ListFullSnapshotsRpc();
    public static final Rpc<String, NoContent, ?, ?> DELETE_FULL = new DeleteFullSnapshotRpc();

    private SnapshotRpcs() {}
}
