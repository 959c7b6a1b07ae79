package io.digi.server.access;

import io.digi.model.engine.Scope;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import java.util.List;

/// The snapshots of an engine. They hold the points of all tenants: the gate lets no tenant come
/// this far.
public final class GuardedSnapshots {
    private final SnapshotCatalog snapshots;
    private final GuardedCatalog catalog;

    GuardedSnapshots(SnapshotCatalog snapshots, GuardedCatalog catalog) {
        this.snapshots = snapshots;
        this.catalog = catalog;
    }

    public SnapshotInfo create(Caller caller, SnapshotOwner owner) {
        return snapshots.create(caller.call(Scope.Everything.EVERYTHING), owner);
    }

    public List<SnapshotInfo> list(Caller caller, SnapshotOwner owner) {
        return snapshots.list(caller.call(Scope.Everything.EVERYTHING), owner);
    }

    public void delete(Caller caller, SnapshotOwner owner, String name) {
        snapshots.delete(caller.call(Scope.Everything.EVERYTHING), owner, name);
    }

    public SnapshotContent open(Caller caller, SnapshotOwner owner, String name) {
        return snapshots.open(caller.call(Scope.Everything.EVERYTHING), owner, name);
    }

    /// A collection that was not there counts as a new one: it needs a place among those that the
    /// configuration allows, and must keep tenants apart as the configuration says.
    public void recover(Caller caller, SnapshotOwner owner, Recovery recovery) {
        if (owner instanceof SnapshotOwner.Collection(CollectionName name)) {
            Recovery checked =
                    new Recovery(
                            recovery.source(),
                            recovery.checksum(),
                            catalog.configuredField(name).or(recovery::tenantField));
            catalog.withPlace(caller, name, () -> recoverNow(caller, owner, checked));
        } else {
            recoverNow(caller, owner, recovery);
        }
    }

    private void recoverNow(Caller caller, SnapshotOwner owner, Recovery recovery) {
        snapshots.recover(caller.call(Scope.Everything.EVERYTHING), owner, recovery);
    }
}
