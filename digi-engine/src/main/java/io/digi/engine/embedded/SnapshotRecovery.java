package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.snapshot.ArchivedCollection;
import io.digi.engine.snapshot.CollectionUnpacking;
import io.digi.engine.snapshot.SnapshotArchive;
import io.digi.engine.snapshot.SnapshotWatch;
import io.digi.engine.verify.CollectionVerification;
import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Restores collections from an archive. Each is written under a number of its own, which until the
/// end counts as dropped: whatever goes wrong, and be it the process, it is cleared away as any
/// dropped collection is. Once all are checked, one batch gives them their names.
final class SnapshotRecovery {
    /// Of the time, about so much goes into writing; the rest into checking.
    private static final double WRITING_PART = 0.6;

    private final FileStore files;
    private final Catalog catalog;
    private final Consumer<KvBatch> commit;
    private final CollectionVerification verification;
    private final Consumer<Definition> trial;
    private final DiskGuard disk;
    private final Garbage garbage;

    /// @param commit brings a batch to stable storage
    /// @param trial opens a collection and closes it again
    SnapshotRecovery(
            FileStore files,
            Catalog catalog,
            Consumer<KvBatch> commit,
            CollectionVerification verification,
            Consumer<Definition> trial,
            DiskGuard disk,
            Garbage garbage) {
        this.files = files;
        this.catalog = catalog;
        this.commit = commit;
        this.verification = verification;
        this.trial = trial;
        this.disk = disk;
        this.garbage = garbage;
    }

    /// One collection of an archive: the only one, or the one of this name.
    ///
    /// @param tenantField what must keep the tenants of the restored collection apart
    void collection(
            Call call,
            SnapshotArchive archive,
            CollectionName name,
            Optional<String> tenantField,
            JobBoard.Ticket job) {
        ArchivedCollection source =
                archive.isStorage() ? named(archive, name) : archive.collections().getFirst();
        requireCompatible(source, name, tenantField);
        restore(call, archive, Map.of(name, source), Map.of(), job);
    }

    private static ArchivedCollection named(SnapshotArchive archive, CollectionName name) {
        return archive.collections().stream()
                .filter(collection -> collection.definition().name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new DigiException(
                                new Problem.BadRequest(
                                        "the snapshot has no collection `%s`"
                                                .formatted(name.value()))));
    }

    /// All collections of an archive, with its aliases.
    void storage(Call call, SnapshotArchive archive, JobBoard.Ticket job) {
        Map<CollectionName, ArchivedCollection> sources = new java.util.TreeMap<>();
        for (ArchivedCollection collection : archive.collections()) {
            requireCompatible(collection, collection.definition().name(), Optional.empty());
            sources.put(collection.definition().name(), collection);
        }
        restore(call, archive, sources, archive.aliases(), job);
    }

    /// What clients of a collection rely on, and what keeps its tenants apart, must stay.
    private void requireCompatible(
            ArchivedCollection source, CollectionName name, Optional<String> tenantField) {
        Definition restored = source.definition();
        catalog.find(name)
                .ifPresent(present -> {
                    if (!present.config()
                                    .vectors()
                                    .keySet()
                                    .equals(restored.config().vectors().keySet())
                            || !hasSameShapes(present, restored)) {
                        throw incompatible(
                                "Collection vectors: %s Snapshot Vectors: %s"
                                        .formatted(shapes(present), shapes(restored)));
                    }
                    requireField(restored, present.config().tenantField());
                });
        if (tenantField.isPresent()) {
            requireField(restored, tenantField);
        }
    }

    private static boolean hasSameShapes(Definition present, Definition restored) {
        return shapes(present).equals(shapes(restored));
    }

    private static String shapes(Definition definition) {
        List<String> shapes = new ArrayList<>();
        definition
                .config()
                .vectors()
                .forEach((name, vector) ->
                        shapes.add(
                                "`%s` %d %s"
                                        .formatted(
                                                name.value(),
                                                vector.dimension(),
                                                vector.distance())));
        return String.join(", ", shapes);
    }

    private static void requireField(Definition restored, Optional<String> field) {
        if (!restored.config().tenantField().equals(field)) {
            throw incompatible(
                    "Collection tenant field: %s Snapshot tenant field: %s"
                            .formatted(
                                    field.orElse("none"),
                                    restored.config().tenantField().orElse("none")));
        }
    }

    private static DigiException incompatible(String what) {
        return new DigiException(
                new Problem.BadRequest(
                        "Snapshot is not compatible with existing collection: " + what));
    }

    private void restore(
            Call call,
            SnapshotArchive archive,
            Map<CollectionName, ArchivedCollection> sources,
            Map<CollectionName, CollectionName> aliases,
            JobBoard.Ticket job) {
        long size = sources.values().stream().mapToLong(ArchivedCollection::sizeBytes).sum();
        disk.requireRoomFor(size);
        Watch watch = new Watch(call, job, size);
        List<Definition> restored = new ArrayList<>();
        boolean done = false;
        try {
            sources.forEach((name, source) -> {
                Definition target = source.definition().as(catalog.reserve(), name);
                restored.add(target);
                new CollectionUnpacking(archive.reader(), source, target, files, commit, watch)
                        .unpack();
                verify(target, watch);
            });
            done = true;
        } finally {
            if (!done) {
                clear(restored);
            }
        }
        replace(restored, aliases);
    }

    /// Where the outcome is unknown, the restored collections may have their names after a restart:
    /// nothing of them is cleared away. If they have not, the restart does it.
    private void replace(List<Definition> restored, Map<CollectionName, CollectionName> aliases) {
        try {
            Map<Integer, CollectionName> replaced = catalog.replace(restored, aliases);
            replaced.forEach((number, name) ->
                    garbage.clearLater(number, name, "another was restored in its place"));
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.ByCaller) {
                clear(restored);
            }
            throw e;
        }
    }

    private void clear(List<Definition> restored) {
        restored.forEach(target ->
                garbage.clearLater(target.number(), target.name(), "its restoration broke off"));
    }

    private void verify(Definition target, Watch watch) {
        verification
                .fault(target, (_, _) -> watch.moved(0))
                .ifPresent(fault -> {
                    throw new DigiException(
                            new Problem.BadRequest(
                                    "the snapshot is refused, nothing was changed: " + fault));
                });
        watch.moved(0);
        trial.accept(target);
    }

    /// Says how far it has come, and ends the work when the caller gives up or the disk gets full.
    private final class Watch implements SnapshotWatch {
        private final Call call;
        private final JobBoard.Ticket job;
        private final double whole;
        private long done;

        Watch(Call call, JobBoard.Ticket job, long whole) {
            this.call = call;
            this.job = job;
            this.whole = Math.max(1, whole);
        }

        @Override
        public void moved(long bytes) {
            call.check("recovery");
            if (bytes > 0) {
                disk.requireRoom();
                done += bytes;
                job.progress(WRITING_PART * Math.min(1, done / whole));
            }
        }
    }
}
