package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.ReadView;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.snapshot.CollectionPacking;
import io.digi.engine.snapshot.NewSnapshot;
import io.digi.engine.snapshot.PackedCollection;
import io.digi.engine.snapshot.SnapshotArchive;
import io.digi.engine.snapshot.SnapshotFolder;
import io.digi.engine.snapshot.SnapshotWatch;
import io.digi.model.config.Alias;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.storage.archive.ArchiveWriter;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes snapshots. Of each collection a moment is held for as long as it is written: its extents'
/// files, and a view of the store. Neither keeps memory of the collection from being released, nor
/// writes from going on.
final class SnapshotCreation {
    private static final long CHECKED_BYTES = 16L << 20;

    private final FileStore files;
    private final ExtentFiles extents;
    private final Catalog catalog;
    private final CollectionRegistry registry;
    private final SnapshotFolder folder;

    SnapshotCreation(
            FileStore files,
            ExtentFiles extents,
            Catalog catalog,
            CollectionRegistry registry,
            SnapshotFolder folder) {
        this.files = files;
        this.extents = extents;
        this.catalog = catalog;
        this.registry = registry;
        this.folder = folder;
    }

    SnapshotInfo ofCollection(
            Call call, SnapshotOwner owner, Definition definition, JobBoard.Ticket job) {
        try (NewSnapshot snapshot = folder.begin(owner)) {
            snapshot.write(
                    /* isStorage= */ false,
                    archive -> pack(call, definition, archive, 0, job, new Share(0, 1)));
            return snapshot.keep(Optional.empty());
        }
    }

    /// Each collection as it is when its turn comes.
    SnapshotInfo ofStorage(Call call, JobBoard.Ticket job) {
        try (NewSnapshot snapshot = folder.begin(SnapshotOwner.Storage.STORAGE)) {
            snapshot.write(/* isStorage= */ true, archive -> packAll(call, archive, job));
            return snapshot.keep(Optional.empty());
        }
    }

    private void packAll(Call call, ArchiveWriter archive, JobBoard.Ticket job) {
        List<CollectionName> names = catalog.names();
        Map<CollectionName, Integer> indexes = new HashMap<>();
        for (CollectionName name : names) {
            Share share = new Share(indexes.size(), names.size());
            pack(call, catalog.require(name), archive, indexes.size(), job, share);
            indexes.put(name, indexes.size());
        }
        Map<CollectionName, Integer> aliases = new HashMap<>();
        for (Alias alias : catalog.aliases()) {
            Integer index = indexes.get(alias.collection());
            if (index != null) {
                aliases.put(alias.alias(), index);
            }
        }
        SnapshotArchive.addAliases(archive, aliases);
    }

    /// The how many-th of how many collections.
    private record Share(int index, int count) {
        double of(double done) {
            return (index + done) / count;
        }
    }

    private void pack(
            Call call,
            Definition definition,
            ArchiveWriter archive,
            int index,
            JobBoard.Ticket job,
            Share share) {
        try (CollectionRegistry.Lease lease = registry.lease(definition);
                ExtentFiles.Kept _ = extents.keep(definition.number())) {
            PackedCollection source = moment(lease);
            try (KvView _ = source.kv()) {
                folder.requireRoomFor(source.sizeEstimateBytes());
                SnapshotWatch watch = watch(call, source, job, share);
                new CollectionPacking(source, files, archive, index, watch).pack();
            }
        }
    }

    private PackedCollection moment(CollectionRegistry.Lease lease) {
        try (ReadView view = lease.collection().view()) {
            KvView kv =
                    view.epoch()
                            .kv()
                            .share()
                            .orElseThrow(() ->
                                    new DigiException(
                                            new Problem.Unavailable("the engine is closed")));
            boolean begun = false;
            try {
                PackedCollection source = PackedCollection.of(view.state(), files, kv);
                begun = true;
                return source;
            } finally {
                if (!begun) {
                    kv.close();
                }
            }
        }
    }

    /// Ends the work when the caller gives up, the collection is dropped or the disk gets full.
    private SnapshotWatch watch(
            Call call, PackedCollection source, JobBoard.Ticket job, Share share) {
        double whole = Math.max(1, source.sizeEstimateBytes());
        return new SnapshotWatch() {
            private long done;
            private long unchecked;

            @Override
            public void moved(long bytes) {
                call.check("snapshot");
                if (!catalog.has(source.definition())) {
                    throw new DigiException(
                            new Problem.CollectionNotFound(source.definition().name()));
                }
                done += bytes;
                unchecked += bytes;
                if (unchecked >= CHECKED_BYTES) {
                    unchecked = 0;
                    folder.requireRoomFor(CHECKED_BYTES);
                }
                job.progress(share.of(Math.min(0.99, done / whole)));
            }
        };
    }
}
