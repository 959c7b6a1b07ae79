package io.digi.server.grpc;

import io.digi.model.engine.Cancellation;
import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.server.access.Caller;
import io.digi.server.access.GuardedEngine;
import io.digi.wire.grpc.NamedSnapshot;
import io.digi.wire.grpc.NoContent;
import java.util.List;
import java.util.Optional;

/// Snapshots of collections and of the whole storage. One that is being made goes on if its client
/// leaves, as over REST.
final class SnapshotWork {
    private final GuardedEngine engine;
    private final Cancellation stopping;

    /// @param stopping comes when the server stops
    SnapshotWork(GuardedEngine engine, Cancellation stopping) {
        this.engine = engine;
        this.stopping = stopping;
    }

    SnapshotInfo create(CollectionName name, RpcCall<?> call) {
        call.isAbout(name);
        return engine.snapshots()
                .create(call.patientCaller(stopping), new SnapshotOwner.Collection(name));
    }

    List<SnapshotInfo> list(CollectionName name, RpcCall<?> call) {
        call.isAbout(name);
        return engine.snapshots().list(caller(call), new SnapshotOwner.Collection(name));
    }

    NoContent delete(NamedSnapshot named, RpcCall<?> call) {
        call.isAbout(named.collection());
        engine.snapshots()
                .delete(
                        caller(call),
                        new SnapshotOwner.Collection(named.collection()),
                        named.name());
        return NoContent.NO_CONTENT;
    }

    SnapshotInfo createFull(NoContent request, RpcCall<?> call) {
        return engine.snapshots()
                .create(call.patientCaller(stopping), SnapshotOwner.Storage.STORAGE);
    }

    List<SnapshotInfo> listFull(NoContent request, RpcCall<?> call) {
        return engine.snapshots().list(caller(call), SnapshotOwner.Storage.STORAGE);
    }

    NoContent deleteFull(String name, RpcCall<?> call) {
        engine.snapshots().delete(caller(call), SnapshotOwner.Storage.STORAGE, name);
        return NoContent.NO_CONTENT;
    }

    private static Caller caller(RpcCall<?> call) {
        return call.caller(Optional.empty());
    }
}
