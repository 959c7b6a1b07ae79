package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionOpener;
import io.digi.engine.collection.IndexFiles;
import io.digi.engine.collection.OpenCollection;
import io.digi.engine.extent.ExtentFiles;
import io.digi.engine.generation.GenerationFiles;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.snapshot.SnapshotFolder;
import io.digi.engine.verify.CollectionVerification;
import io.digi.engine.view.Epochs;
import io.digi.engine.write.CollectionWriter;
import io.digi.engine.write.Committer;
import io.digi.index.memory.MemoryBudget;
import io.digi.storage.file.DirectoryLock;
import io.digi.storage.file.DiskReserve;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StorageFormat;
import io.digi.storage.kv.KvStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What an engine consists of, in the order of its dependencies.
record Parts(
        EngineSettings settings,
        FileStore files,
        DirectoryLock lock,
        KvStore kv,
        Epochs epochs,
        Committer committer,
        ExecutorService writers,
        Catalog catalog,
        CollectionRegistry registry,
        EmbeddedCatalog collections,
        EmbeddedSnapshots snapshots,
        SnapshotFolder snapshotFolder,
        WriteGate gate,
        DiskGuard disk,
        MemoryBudget memory,
        DamageLog damage,
        Background background,
        Upkeep upkeep,
        Indexing indexing,
        PayloadIndexing payloadIndexing,
        IndexFiling filing,
        JobBoard jobs,
        Waiting waiting) {
    Leasing leasing() {
        return new Leasing(catalog, registry);
    }

    /// The version of the directory's format that this version writes and reads.
    static final int FORMAT = 1;

    private static final Duration DISK_INTERVAL = Duration.ofSeconds(1);

    static Parts open(EngineStorage storage, EngineSettings settings) {
        FileStore files = storage.files();
        files.createDirectories(Path.of(""));
        StorageFormat.requireReadable(files, FORMAT);
        DirectoryLock lock = files.lock();
        try {
            StorageFormat.claim(files, FORMAT);
            KvStore kv = storage.openKv().get();
            try {
                return assemble(storage, lock, kv, settings);
            } catch (RuntimeException | Error e) {
                kv.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static Parts assemble(
            EngineStorage storage, DirectoryLock lock, KvStore kv, EngineSettings settings) {
        FileStore files = storage.files();
        Waiting waiting = new Waiting(settings.writePatience());
        Epochs epochs = new Epochs(kv.snapshot());
        Committer committer = new Committer(kv, epochs);
        JobBoard jobs = new JobBoard(System::nanoTime);
        Background background = new Background(System::nanoTime);
        MemoryBudget memory = new MemoryBudget(settings.rowBytes());
        MetaCommits commits = new MetaCommits(committer, waiting);
        Catalog catalog = Catalog.load(kv, commits, settings.extentSizeBytes());
        ExecutorService writers = writers(settings.writerThreads());
        RegistryRef registryRef = new RegistryRef();
        DamageLog damage = new DamageLog((number, slot) -> registryRef.setApart(number, slot));
        ExtentFiles extents = new ExtentFiles(files, damage::found, kv.writeRefusal().isPresent());
        Checkpoints checkpoints = new Checkpoints(files, kv, damage::found);
        CollectionOpener opener = new CollectionOpener(kv, extents, checkpoints, memory);
        CollectionRegistry registry =
                new CollectionRegistry(
                        definition -> {
                            background.submit(
                                    "index check of collection " + definition.number(),
                                    () -> registryRef.opened(definition.number()));
                            return load(
                                    opener,
                                    checkpoints,
                                    definition,
                                    kv,
                                    epochs,
                                    committer,
                                    writers);
                        },
                        catalog::has);
        DiskReserve reserve =
                new DiskReserve(files, settings.reserveBytes(), new SplittableRandom());
        DiskGuard disk =
                new DiskGuard(
                        files,
                        reserve,
                        settings.diskLowWaterBytes(),
                        settings.reserveBytes(),
                        System::nanoTime);
        Indexing indexing =
                indexing(
                        settings, files, disk, memory, epochs, waiting, damage, registry, catalog,
                        jobs);
        registryRef.registry = registry;
        registryRef.indexing = indexing;
        IndexFiling filing =
                new IndexFiling(
                        checkpoints.indexFiles(), epochs, waiting, settings, System::nanoTime);
        Upkeep upkeep =
                new Upkeep(
                        settings,
                        extents,
                        checkpoints,
                        epochs,
                        background,
                        jobs,
                        waiting,
                        registry,
                        filing);
        PayloadIndexing payloadIndexing =
                new PayloadIndexing(
                        registry,
                        catalog::has,
                        jobs,
                        waiting,
                        filing,
                        lease -> {
                            catalog.changed(
                                    lease.state().definition().number(),
                                    () -> lease.state().definition());
                            upkeep.indexed(lease);
                            indexing.check(lease);
                        },
                        System::nanoTime);
        registryRef.payloadIndexing = payloadIndexing;
        Garbage garbage =
                new Garbage(
                        kv,
                        batch -> commits.await(commits.submit(batch)),
                        extents,
                        checkpoints,
                        registry,
                        upkeep::forget,
                        background,
                        jobs);
        EmbeddedCatalog collections =
                new EmbeddedCatalog(
                        catalog,
                        new Leasing(catalog, registry),
                        garbage,
                        waiting,
                        disk,
                        indexing,
                        payloadIndexing,
                        filing);
        SnapshotFolder snapshotFolder = snapshotFolder(storage, settings);
        EmbeddedSnapshots snapshots =
                new EmbeddedSnapshots(
                        catalog,
                        snapshotFolder,
                        new SnapshotCreation(files, extents, catalog, registry, snapshotFolder),
                        new SnapshotRecovery(
                                files,
                                catalog,
                                batch -> commits.await(commits.submit(batch)),
                                new CollectionVerification(kv, files, memory),
                                definition -> tryOut(opener, definition),
                                disk,
                                garbage),
                        jobs,
                        new SnapshotTurns(settings.writePatience()));
        WriteGate gate = new WriteGate(settings.writeQueueBytes(), disk, kv::isStalled);
        committer.start();
        garbage.resume();
        snapshotFolder.clean();
        background.every(DISK_INTERVAL, "disk check", disk::check);
        background.every(settings.indexing().failedPause(), "index retry", indexing::retry);
        background.every(Indexing.REST_PAUSE, "short tails", indexing::linkRests);
        background.every(
                PayloadIndexing.FAILED_PAUSE, "payload index retry", payloadIndexing::retry);
        return new Parts(
                settings,
                files,
                lock,
                kv,
                epochs,
                committer,
                writers,
                catalog,
                registry,
                collections,
                snapshots,
                snapshotFolder,
                gate,
                disk,
                memory,
                damage,
                background,
                upkeep,
                indexing,
                payloadIndexing,
                filing,
                jobs,
                waiting);
    }

    private static SnapshotFolder snapshotFolder(EngineStorage storage, EngineSettings settings) {
        long lowWater = settings.diskLowWaterBytes();
        return storage.snapshots()
                .map(files -> SnapshotFolder.of(files, lowWater, InstantSource.system()))
                .orElseGet(
                        () -> SnapshotFolder.in(storage.files(), lowWater, InstantSource.system()));
    }

    /// Opens a collection that has no name yet: who gets it must be able to open it.
    private static void tryOut(CollectionOpener opener, Definition definition) {
        opener.open(definition).close();
    }

    private static Indexing indexing(
            EngineSettings settings,
            FileStore files,
            DiskGuard disk,
            MemoryBudget memory,
            Epochs epochs,
            Waiting waiting,
            DamageLog damage,
            CollectionRegistry registry,
            Catalog catalog,
            JobBoard jobs) {
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        settings.indexing().threads(),
                        Thread.ofPlatform().daemon().name("digi-index-", 0).factory());
        IndexTools tools =
                new IndexTools(
                        settings.indexing(),
                        new GenerationFiles(files, damage::found),
                        disk,
                        new GraphMemory(memory, registry::evictIdle, System::nanoTime),
                        epochs,
                        waiting,
                        damage,
                        pool,
                        new BatchSignal());
        return new Indexing(tools, registry, catalog::has, jobs, pool, System::nanoTime);
    }

    private static Holder.Loaded load(
            CollectionOpener opener,
            Checkpoints checkpoints,
            Definition definition,
            KvStore kv,
            Epochs epochs,
            Committer committer,
            ExecutorService writers) {
        IndexFiles indexFiles = checkpoints.indexFiles();
        indexFiles.forget(definition.number());
        CollectionOpener.Opened opened = opener.open(definition);
        if (kv.writeRefusal().isEmpty()) {
            indexFiles.sweep(definition.number(), Set.of());
        }
        OpenCollection collection = new OpenCollection(epochs, opened.state(), opened.rows());
        return new Holder.Loaded(
                collection, new CollectionWriter(collection, kv, epochs, committer, writers));
    }

    private static ExecutorService writers(int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("digi-write-", 0).factory());
    }

    /// Ends background work, lets writes under way end, then closes everything else.
    void close() {
        background.close();
        payloadIndexing.close();
        indexing.close();
        registry.close();
        writers.shutdown();
        committer.close();
        epochs.close();
        kv.close();
        snapshotFolder.close();
        files.close();
        lock.close();
    }
}
