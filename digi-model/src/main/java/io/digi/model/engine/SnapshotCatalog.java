package io.digi.model.engine;

import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import java.util.List;

/// The snapshots of an engine. All of it needs the scope `Everything`
/// ([io.digi.model.error.Problem.Forbidden] otherwise): a snapshot holds the points of every
/// tenant.
///
/// Methods that name a collection throw `CollectionNotFound`, those that name a snapshot
/// `SnapshotNotFound`. One snapshot of an owner is made or restored at a time; whoever comes
/// meanwhile waits until the call's deadline, and five minutes without one, then gets `Overloaded`.
public interface SnapshotCatalog {
    /// Writes a snapshot of what is there now, every write acknowledged before the call included,
    /// while writes go on. It is on stable storage when this returns.
    SnapshotInfo create(Call call, SnapshotOwner owner);

    /// In the order of their names.
    List<SnapshotInfo> list(Call call, SnapshotOwner owner);

    void delete(Call call, SnapshotOwner owner, String name);

    /// Opens a snapshot for reading; to be closed.
    SnapshotContent open(Call call, SnapshotOwner owner, String name);

    /// Puts what a snapshot holds in the place of what the owner has now, in one step, after all of
    /// it was restored beside it and checked. Whatever is wrong with the snapshot (`BadRequest`,
    /// `ChecksumMismatch`), everything stays as it was.
    ///
    /// A collection need not exist before, a shard's must. A snapshot of the whole storage restores
    /// its collections and their aliases and leaves other collections alone; one collection can be
    /// restored from it, too, by its name.
    void recover(Call call, SnapshotOwner owner, Recovery recovery);
}
