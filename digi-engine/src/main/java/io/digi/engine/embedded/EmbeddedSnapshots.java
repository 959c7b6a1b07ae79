package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.snapshot.NewSnapshot;
import io.digi.engine.snapshot.SnapshotArchive;
import io.digi.engine.snapshot.SnapshotFolder;
import io.digi.engine.snapshot.SnapshotWatch;
import io.digi.model.engine.Call;
import io.digi.model.engine.Scope;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.job.Job;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.storage.archive.ArchiveReader;
import io.digi.storage.checksum.Sha256;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The snapshots of an embedded engine.
final class EmbeddedSnapshots implements SnapshotCatalog {
    private static final int BUFFER_SIZE = 256 << 10;
    private static final long CHECKED_BYTES = 16L << 20;
    private static final String WHOLE_STORAGE = "the whole storage";

    private final Catalog catalog;
    private final SnapshotFolder folder;
    private final SnapshotCreation creation;
    private final SnapshotRecovery recovery;
    private final JobBoard jobs;
    private final SnapshotTurns turns;

    EmbeddedSnapshots(
            Catalog catalog,
            SnapshotFolder folder,
            SnapshotCreation creation,
            SnapshotRecovery recovery,
            JobBoard jobs,
            SnapshotTurns turns) {
        this.catalog = catalog;
        this.folder = folder;
        this.creation = creation;
        this.recovery = recovery;
        this.jobs = jobs;
        this.turns = turns;
    }

    @Override
    public SnapshotInfo create(Call call, SnapshotOwner owner) {
        requireEverything(call, "make a snapshot");
        SnapshotOwner own = existing(owner);
        return inTurn(
                call,
                own,
                Job.Kind.CREATE_SNAPSHOT,
                job ->
                        collectionOf(own)
                                .map(name ->
                                        creation.ofCollection(
                                                call, own, catalog.require(name), job))
                                .orElseGet(() -> creation.ofStorage(call, job)));
    }

    @Override
    public List<SnapshotInfo> list(Call call, SnapshotOwner owner) {
        requireEverything(call, "list snapshots");
        return folder.list(existing(owner));
    }

    @Override
    public void delete(Call call, SnapshotOwner owner, String name) {
        requireEverything(call, "delete a snapshot");
        folder.delete(existing(owner), name);
    }

    @Override
    public SnapshotContent open(Call call, SnapshotOwner owner, String name) {
        requireEverything(call, "read a snapshot");
        return folder.open(existing(owner), name);
    }

    @Override
    public void recover(Call call, SnapshotOwner owner, Recovery asked) {
        requireEverything(call, "restore a snapshot");
        SnapshotOwner own =
                owner instanceof SnapshotOwner.Shard ? existing(owner) : resolved(owner);
        switch (asked.source()) {
            case SnapshotSource.Stored(var path) -> {
                try (StoredFile file = folder.open(path)) {
                    asked.checksum().ifPresent(expected -> requireChecksum(call, file, expected));
                    recover(call, own, asked, file);
                }
            }
            case SnapshotSource.Received(var bytes, Optional<String> keepAs) -> {
                try (NewSnapshot received = folder.begin(own)) {
                    received.receive(bytes, receiving(call));
                    asked.checksum().ifPresent(received::require);
                    try (StoredFile file = received.open()) {
                        recover(call, own, asked, file);
                    }
                    keepAs.ifPresent(_ -> received.keep(keepAs));
                }
            }
        }
    }

    private void recover(Call call, SnapshotOwner own, Recovery asked, StoredFile file) {
        SnapshotArchive archive = SnapshotArchive.of(ArchiveReader.open(file));
        Consumer<JobBoard.Ticket> work =
                job ->
                        collectionOf(own)
                                .ifPresentOrElse(
                                        name ->
                                                recovery.collection(
                                                        call,
                                                        archive,
                                                        name,
                                                        asked.tenantField(),
                                                        job),
                                        () -> recovery.storage(call, wholeStorage(archive), job));
        inTurn(
                call,
                own,
                Job.Kind.RECOVER_SNAPSHOT,
                job -> {
                    work.accept(job);
                    return true;
                });
    }

    private static SnapshotArchive wholeStorage(SnapshotArchive archive) {
        if (!archive.isStorage()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "the snapshot is of one collection: restore it as that collection's"));
        }
        return archive;
    }

    private SnapshotWatch receiving(Call call) {
        return new SnapshotWatch() {
            private long unchecked = CHECKED_BYTES;

            @Override
            public void moved(long bytes) {
                call.check("upload");
                unchecked += bytes;
                if (unchecked >= CHECKED_BYTES) {
                    unchecked = 0;
                    folder.requireRoomFor(CHECKED_BYTES);
                }
            }
        };
    }

    private static void requireChecksum(Call call, StoredFile file, String expected) {
        Sha256 sum = new Sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
        long size = file.size();
        for (long done = 0; done < size; done += buffer.limit()) {
            call.check("checksum");
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - done));
            file.read(done, buffer);
            sum.update(buffer.flip());
        }
        String actual = sum.hex();
        if (!actual.equals(expected)) {
            throw new DigiException(new Problem.ChecksumMismatch(expected, actual));
        }
    }

    /// Runs work as a job, when no other snapshot of the owner is being made or restored.
    private <T> T inTurn(
            Call call, SnapshotOwner own, Job.Kind kind, Function<JobBoard.Ticket, T> work) {
        Optional<CollectionName> collection = collectionOf(own);
        String of = collection.map(name -> "collection " + name.value()).orElse(WHOLE_STORAGE);
        JobBoard.Ticket job = jobs.queue(kind, collection, "asked for, of " + of);
        boolean done = false;
        try (SnapshotTurns.Turn _ = turns.take(call, of)) {
            job.started();
            T result = work.apply(job);
            done = true;
            return result;
        } catch (DigiException e) {
            job.failed(e.problem().message());
            throw e;
        } finally {
            if (done) {
                job.done();
            } else {
                job.failed();
            }
        }
    }

    /// Throws [Problem.CollectionNotFound].
    private SnapshotOwner existing(SnapshotOwner owner) {
        collectionOf(owner).ifPresent(catalog::require);
        return resolved(owner);
    }

    /// An alias stands for its collection.
    private SnapshotOwner resolved(SnapshotOwner owner) {
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> owner;
            case SnapshotOwner.Collection(CollectionName name) ->
                    new SnapshotOwner.Collection(resolved(name));
            case SnapshotOwner.Shard(CollectionName name) ->
                    new SnapshotOwner.Shard(resolved(name));
        };
    }

    private CollectionName resolved(CollectionName name) {
        return catalog.find(name).map(Definition::name).orElse(name);
    }

    private static Optional<CollectionName> collectionOf(SnapshotOwner owner) {
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> Optional.empty();
            case SnapshotOwner.Collection(CollectionName name) -> Optional.of(name);
            case SnapshotOwner.Shard(CollectionName name) -> Optional.of(name);
        };
    }

    private static void requireEverything(Call call, String action) {
        if (!(call.scope() instanceof Scope.Everything)) {
            throw new DigiException(new Problem.Forbidden("a tenant cannot " + action));
        }
    }
}
