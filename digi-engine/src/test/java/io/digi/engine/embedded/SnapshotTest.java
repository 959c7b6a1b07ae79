package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.digi.Digi;
import io.digi.engine.verify.Progress;
import io.digi.engine.verify.Verification;
import io.digi.engine.verify.VerifyReport;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.job.Job;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.checksum.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots hold a collection as it was, and give it back as that.
class SnapshotTest {
    private static final CollectionName DOCS = new CollectionName("docs");
    private static final CollectionName COPY = new CollectionName("copy");
    private static final SnapshotOwner.Collection OF_DOCS = new SnapshotOwner.Collection(DOCS);
    private static final SnapshotOwner.Collection OF_COPY = new SnapshotOwner.Collection(COPY);
    private static final int POINTS = 700;
    private static final EngineSettings SETTINGS =
            EngineSettings.withMemory(128L << 20)
                    .withExtents(/* extentBytes= */ 4_096, /* drainBytes= */ 2_048)
                    .withDisk(/* lowWaterBytes= */ 1 << 20, /* reservedBytes= */ 1 << 10);

    @TempDir private Path directory;
    private VectorEngine engine;

    @BeforeEach
    void open() {
        engine = Digi.open(storage(), snapshots(), SETTINGS);
    }

    @AfterEach
    void everyPartOfTheDirectoryAgrees() {
        await().untilAsserted(() ->
                assertThat(engine.status().jobs())
                        .noneMatch(job ->
                                job.state() == Job.State.QUEUED
                                        || job.state() == Job.State.RUNNING));
        engine.close();
        VerifyReport report = Verification.of(storage(), SETTINGS, Progress.NONE);
        assertThat(report.findings()).isEmpty();
        assertThat(filesEndingIn(".part")).isEmpty();
    }

    @Test
    void restoredCollectionIsTheSameUnderAnotherName() {
        createDocs(/* tenants= */ true);
        fill(0);
        fill(1);
        delete(3);
        Contents before = Contents.of(engine);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        engine.snapshots().recover(Call.everything(), OF_COPY, recovery(OF_DOCS, made));
        Contents after = Contents.of(engine);
        assertThat(after.in("copy")).isEqualTo(before.in("docs"));
        assertThat(after.in("docs")).isEqualTo(before.in("docs"));
        assertThat(engine.collections().describe(Call.everything(), COPY).config())
                .isEqualTo(engine.collections().describe(Call.everything(), DOCS).config());
        reopen();
        assertThat(Contents.of(engine).in("copy")).isEqualTo(before.in("docs"));
    }

    @Test
    void restoredCollectionTakesThePlaceOfThePresentOne() {
        createDocs(/* tenants= */ false);
        alias("papers");
        fill(0);
        Contents before = Contents.of(engine);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        fill(1);
        delete(2);
        assertThat(Contents.of(engine)).isNotEqualTo(before);
        engine.snapshots()
                .recover(
                        Call.everything(),
                        new SnapshotOwner.Collection(new CollectionName("papers")),
                        recovery(OF_DOCS, made));
        assertThat(Contents.of(engine)).isEqualTo(before);
        assertThat(engine.collections().aliases(Call.everything()))
                .containsExactly(new Alias(new CollectionName("papers"), DOCS));
        fill(2);
        Contents later = Contents.of(engine);
        assertThat(later).isNotEqualTo(before);
        reopen();
        assertThat(Contents.of(engine)).isEqualTo(later);
        await().untilAsserted(() -> assertThat(extentFolders()).containsExactly("2"));
    }

    @Test
    void snapshotIsOfOneMomentWhileWritesAndCompactionGoOn() throws Exception {
        createDocs(/* tenants= */ false);
        fill(0);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> {
                    for (int round = 1; !enough.get(); round++) {
                        fill(round);
                    }
                });
        try {
            for (int i = 0; i < 5; i++) {
                SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
                engine.snapshots().recover(Call.everything(), OF_COPY, recovery(OF_DOCS, made));
                assertThat(roundsIn(COPY)).hasSize(1);
            }
        } finally {
            enough.set(true);
            writing.get();
        }
        assertThat(roundsIn(DOCS)).hasSize(1);
    }

    @Test
    void readsNeverMissTheCollectionWhileItIsReplaced() throws Exception {
        createDocs(/* tenants= */ false);
        fill(0);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> reading =
                CompletableFuture.runAsync(() -> {
                    while (!enough.get()) {
                        assertThat(count(DOCS)).isEqualTo(POINTS);
                        engine.collections().describe(Call.everything(), DOCS);
                    }
                });
        try {
            for (int i = 0; i < 10; i++) {
                engine.snapshots().recover(Call.everything(), OF_DOCS, recovery(OF_DOCS, made));
            }
        } finally {
            enough.set(true);
            reading.get();
        }
    }

    @Test
    void snapshotsAreListedOpenedAndDeleted() throws IOException {
        createDocs(/* tenants= */ false);
        fill(0);
        SnapshotInfo first = engine.snapshots().create(Call.everything(), OF_DOCS);
        SnapshotInfo second = engine.snapshots().create(Call.everything(), OF_DOCS);
        assertThat(first.name())
                .matches("docs-[0-9]+-\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d-\\d\\d\\.snapshot");
        assertThat(second.name()).isNotEqualTo(first.name());
        assertThat(engine.snapshots().list(Call.everything(), OF_DOCS))
                .containsExactly(first, second);
        byte[] bytes = Files.readAllBytes(snapshots().resolve("docs").resolve(first.name()));
        assertThat(first.sizeBytes()).isEqualTo(bytes.length);
        assertThat(first.checksum()).contains(Sha256.of(bytes));
        assertThat(first.created()).isPresent();
        assertThat(bytesOf(first)).isEqualTo(bytes);
        reopen();
        engine.snapshots().delete(Call.everything(), OF_DOCS, first.name());
        assertThat(engine.snapshots().list(Call.everything(), OF_DOCS)).containsExactly(second);
        assertProblem(
                () -> engine.snapshots().delete(Call.everything(), OF_DOCS, first.name()),
                Problem.SnapshotNotFound.class);
        assertProblem(
                () -> engine.snapshots().open(Call.everything(), OF_DOCS, "../x.snapshot"),
                Problem.SnapshotNotFound.class);
        assertThat(filesEndingIn(".checksum")).hasSize(1);
    }

    @Test
    void receivedSnapshotIsRestoredAndKeptUnderItsName() {
        createDocs(/* tenants= */ false);
        fill(0);
        Contents before = Contents.of(engine);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        byte[] bytes = bytesOf(made);
        engine.collections().drop(Call.everything(), DOCS);
        engine.snapshots()
                .recover(
                        Call.everything(),
                        OF_DOCS,
                        new Recovery(
                                new SnapshotSource.Received(
                                        new ByteArrayInputStream(bytes),
                                        Optional.of("my.snapshot")),
                                made.checksum(),
                                Optional.empty()));
        assertThat(Contents.of(engine)).isEqualTo(before);
        assertThat(engine.snapshots().list(Call.everything(), OF_DOCS))
                .extracting(SnapshotInfo::name)
                .containsExactly(made.name(), "my.snapshot");
    }

    @Test
    void wrongChecksumChangesNothing() {
        createDocs(/* tenants= */ false);
        fill(0);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        fill(1);
        Contents before = Contents.of(engine);
        Optional<String> wrong = Optional.of("0".repeat(64));
        Recovery stored = new Recovery(recovery(OF_DOCS, made).source(), wrong, Optional.empty());
        Recovery received =
                new Recovery(
                        new SnapshotSource.Received(
                                new ByteArrayInputStream(bytesOf(made)), Optional.of("x.snapshot")),
                        wrong,
                        Optional.empty());
        for (Recovery recovery : List.of(stored, received)) {
            assertProblem(
                    () -> engine.snapshots().recover(Call.everything(), OF_DOCS, recovery),
                    Problem.ChecksumMismatch.class);
        }
        assertThat(Contents.of(engine)).isEqualTo(before);
        assertThat(engine.snapshots().list(Call.everything(), OF_DOCS)).containsExactly(made);
    }

    @Test
    void changedByteAnywhereIsRefusedAndChangesNothing() {
        createDocs(/* tenants= */ false);
        fill(0);
        byte[] bytes = bytesOf(engine.snapshots().create(Call.everything(), OF_DOCS));
        Contents before = Contents.of(engine);
        for (int at = 0; at < bytes.length; at += 1 + bytes.length / 97) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x10;
            assertProblem(() -> receive(changed), Problem.BadRequest.class);
        }
        for (int size = 0; size < bytes.length; size += 1 + bytes.length / 31) {
            byte[] cut = java.util.Arrays.copyOf(bytes, size);
            assertProblem(() -> receive(cut), Problem.BadRequest.class);
        }
        assertThat(Contents.of(engine)).isEqualTo(before);
        await().untilAsserted(() -> assertThat(extentFolders()).containsExactly("1"));
    }

    @Test
    void fileElsewhereIsRefused() throws IOException {
        createDocs(/* tenants= */ false);
        Path outside = Files.write(directory.resolve("x.snapshot"), new byte[1_024]);
        for (Path path : List.of(outside, Path.of("..", "x.snapshot"), Path.of(""))) {
            assertProblem(
                    () ->
                            engine.snapshots()
                                    .recover(
                                            Call.everything(),
                                            OF_DOCS,
                                            Recovery.of(new SnapshotSource.Stored(path))),
                    Problem.BadRequest.class);
        }
    }

    @Test
    void otherVectorsOrTenantsAreRefused() {
        createDocs(/* tenants= */ true);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        engine.collections().create(Call.everything(), COPY, CollectionConfig.of(4, Distance.DOT));
        assertThatThrownBy(() ->
                        engine.snapshots()
                                .recover(Call.everything(), OF_COPY, recovery(OF_DOCS, made)))
                .hasMessageContaining("Snapshot is not compatible with existing collection");
        engine.collections().drop(Call.everything(), COPY);
        engine.collections()
                .create(Call.everything(), COPY, CollectionConfig.of(4, Distance.COSINE));
        assertThatThrownBy(() ->
                        engine.snapshots()
                                .recover(Call.everything(), OF_COPY, recovery(OF_DOCS, made)))
                .hasMessageContaining("tenant field");
        Recovery other =
                new Recovery(
                        recovery(OF_DOCS, made).source(), Optional.empty(), Optional.of("other"));
        assertProblem(
                () ->
                        engine.snapshots()
                                .recover(
                                        Call.everything(),
                                        new SnapshotOwner.Collection(new CollectionName("new")),
                                        other),
                Problem.BadRequest.class);
    }

    @Test
    void tenantsReachNoSnapshot() {
        createDocs(/* tenants= */ true);
        Call tenant = Call.tenant("a");
        assertProblem(() -> engine.snapshots().create(tenant, OF_DOCS), Problem.Forbidden.class);
        assertProblem(() -> engine.snapshots().list(tenant, OF_DOCS), Problem.Forbidden.class);
    }

    @Test
    void wholeStorageComesBackWithItsAliases() {
        createDocs(/* tenants= */ true);
        engine.collections()
                .create(Call.everything(), COPY, CollectionConfig.of(2, Distance.EUCLID));
        alias("papers");
        fill(0);
        Contents before = Contents.of(engine);
        SnapshotInfo made =
                engine.snapshots().create(Call.everything(), SnapshotOwner.Storage.STORAGE);
        assertThat(made.name()).startsWith("full-snapshot-");
        engine.collections().drop(Call.everything(), DOCS);
        Path file = Path.of(made.name());
        engine.snapshots()
                .recover(
                        Call.everything(),
                        SnapshotOwner.Storage.STORAGE,
                        Recovery.of(new SnapshotSource.Stored(file)));
        assertThat(Contents.of(engine)).isEqualTo(before);
        assertThat(engine.collections().aliases(Call.everything()))
                .containsExactly(new Alias(new CollectionName("papers"), DOCS));
        fill(1);
        engine.snapshots()
                .recover(Call.everything(), OF_DOCS, Recovery.of(new SnapshotSource.Stored(file)));
        assertThat(Contents.of(engine)).isEqualTo(before);
    }

    @Test
    void droppedCollectionEndsItsSnapshot() {
        createDocs(/* tenants= */ false);
        fill(0);
        engine.collections().drop(Call.everything(), DOCS);
        assertProblem(
                () -> engine.snapshots().create(Call.everything(), OF_DOCS),
                Problem.CollectionNotFound.class);
    }

    @Test
    void shardHasAListOfItsOwn() {
        createDocs(/* tenants= */ false);
        fill(0);
        Contents before = Contents.of(engine);
        SnapshotOwner shard = new SnapshotOwner.Shard(DOCS);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), shard);
        assertThat(made.name()).startsWith("docs-shard-0-");
        assertThat(engine.snapshots().list(Call.everything(), OF_DOCS)).isEmpty();
        assertThat(engine.snapshots().list(Call.everything(), shard)).containsExactly(made);
        fill(1);
        Path file = Path.of("docs", "shards", "0", made.name());
        engine.snapshots()
                .recover(Call.everything(), shard, Recovery.of(new SnapshotSource.Stored(file)));
        assertThat(Contents.of(engine)).isEqualTo(before);
    }

    @Test
    void namesOfCollectionsAreNoPaths() {
        for (String name : List.of("..", ".", "a.snapshot", "ä b", "x".repeat(255))) {
            CollectionName collection = new CollectionName(name);
            SnapshotOwner owner = new SnapshotOwner.Collection(collection);
            engine.collections()
                    .create(Call.everything(), collection, CollectionConfig.of(2, Distance.DOT));
            SnapshotInfo made = engine.snapshots().create(Call.everything(), owner);
            assertThat(engine.snapshots().list(Call.everything(), owner)).containsExactly(made);
        }
        assertThat(filesEndingIn(".snapshot"))
                .hasSize(5)
                .allMatch(path -> path.getParent().getParent().equals(snapshots()));
    }

    @Test
    void jobsShowSnapshots() {
        createDocs(/* tenants= */ false);
        SnapshotInfo made = engine.snapshots().create(Call.everything(), OF_DOCS);
        engine.snapshots().recover(Call.everything(), OF_DOCS, recovery(OF_DOCS, made));
        assertThat(engine.status().jobs())
                .filteredOn(job ->
                        job.kind() == Job.Kind.CREATE_SNAPSHOT
                                || job.kind() == Job.Kind.RECOVER_SNAPSHOT)
                .hasSize(2)
                .allMatch(job -> job.state() == Job.State.DONE && job.percent() == 100)
                .allMatch(job -> job.collection().equals(Optional.of(DOCS)));
    }

    private void createDocs(boolean tenants) {
        CollectionConfig config = CollectionConfig.of(4, Distance.COSINE);
        engine.collections()
                .create(
                        Call.everything(),
                        DOCS,
                        tenants ? config.withTenantField(Contents.TENANT) : config);
        engine.collections()
                .alter(
                        Call.everything(),
                        DOCS,
                        new CollectionChange.CreatePayloadIndex(
                                JsonPath.parse("round"), PayloadIndexConfig.keyword(), true));
    }

    private void alias(String alias) {
        engine.collections()
                .changeAliases(
                        Call.everything(),
                        List.of(new AliasChange.Create(DOCS, new CollectionName(alias))));
    }

    /// One operation, so that all points are of the same round at any moment.
    private void fill(int round) {
        boolean hasTenants = engine.collections().tenantField(Call.everything(), DOCS).isPresent();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            Map<String, Value> payload =
                    hasTenants
                            ? Map.of(
                                    "round",
                                    Value.of("r" + round),
                                    Contents.TENANT,
                                    Value.of(i % 2 == 0 ? "a" : "b"))
                            : Map.of("round", Value.of("r" + round));
            PointId id = i % 3 == 0 ? new PointId.Text("p" + i) : PointId.of(i);
            points.add(new Point(id, NamedVectors.of(i + 1, round, 1, -i), Payload.of(payload)));
        }
        engine.write(Call.everything(), DOCS, List.of(new PointChange.Upsert(points)));
    }

    private void delete(int modulo) {
        List<PointId> ids = new ArrayList<>();
        for (int i = 1; i < POINTS; i += modulo) {
            if (i % 3 != 0) {
                ids.add(PointId.of(i));
            }
        }
        Call call =
                engine.collections().tenantField(Call.everything(), DOCS).isPresent()
                        ? Call.tenant("a")
                        : Call.everything();
        engine.write(call, DOCS, List.of(new PointChange.Delete(new PointSelection.Ids(ids))));
    }

    private List<String> roundsIn(CollectionName collection) {
        return Contents.of(engine).in(collection.value()).points().values().stream()
                .map(point -> point.payload().get("round").orElseThrow().toString())
                .distinct()
                .toList();
    }

    private long count(CollectionName collection) {
        return engine.read(
                Call.everything(), collection, new PointRead.Count(Filter.ALL, /* exact= */ true));
    }

    private void receive(byte[] bytes) {
        engine.snapshots()
                .recover(
                        Call.everything(),
                        OF_DOCS,
                        Recovery.of(
                                new SnapshotSource.Received(
                                        new ByteArrayInputStream(bytes), Optional.empty())));
    }

    private static Recovery recovery(SnapshotOwner.Collection owner, SnapshotInfo info) {
        return Recovery.of(new SnapshotSource.Stored(Path.of(owner.name().value(), info.name())));
    }

    private byte[] bytesOf(SnapshotInfo info) {
        try (SnapshotContent content =
                engine.snapshots().open(Call.everything(), OF_DOCS, info.name())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) content.info().sizeBytes());
            content.read(0, bytes);
            return bytes.array();
        }
    }

    private void reopen() {
        engine.close();
        open();
    }

    private Path storage() {
        return directory.resolve("storage");
    }

    private Path snapshots() {
        return directory.resolve("snapshots");
    }

    private List<String> extentFolders() {
        try (Stream<Path> folders = Files.list(storage().resolve("extents"))) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> filesEndingIn(String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertProblem(Runnable action, Class<? extends Problem> problem) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }
}
