package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.PointRecord;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.model.vector.Distance;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Snapshots: making, listing, reading, deleting and restoring them.
interface SnapshotContract extends EngineFixture {
    @Test
    default void snapshotRestoresWhatWasThere() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest collection = createPlane(Distance.COSINE);
        collection.alter(
                new CollectionChange.CreatePayloadIndex(
                        JsonPath.parse("k"), PayloadIndexConfig.keyword(), true));
        collection.upsert(point(1, 1, 0), point(2, 3, 4));
        List<PointRecord> before = all(collection);
        byte[] bytes = bytes(collection, create(collection));

        collection.upsert(point(2, 0, 1), point(3, 0, 2));
        recover(collection.name(), bytes);

        assertThat(all(collection)).isEqualTo(before);
        assertThat(collection.describe().payloadIndexes()).hasSize(1);
        assertThat(collection.upsert(point(4, 1, 1)).last()).isPositive();
        assertThat(collection.count(Filter.ALL)).isEqualTo(3);
    }

    @Test
    default void snapshotRestoresUnderAnotherName() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest collection = createTenanted();
        collection.as("a").upsert(point(1, 1, 0));
        collection.as("b").upsert(point(1, 0, 1));
        byte[] bytes = bytes(collection, create(collection));
        CollectionName other = freshName();

        recover(other, bytes);

        assertThat(all(collection.named(other).as("b"))).isEqualTo(all(collection.as("b")));
        assertThat(collection.named(other).describe().config())
                .isEqualTo(collection.describe().config());
    }

    @Test
    default void restoredCollectionKeepsItsAliases() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, 1, 0));
        CollectionName alias = freshName();
        engine().collections()
                .changeAliases(
                        Call.everything(),
                        List.of(new AliasChange.Create(collection.name(), alias)));
        byte[] bytes = bytes(collection, create(collection));

        recover(alias, bytes);

        assertThat(engine().collections().aliases(Call.everything()))
                .contains(new Alias(alias, collection.name()));
        assertThat(collection.named(alias).ids()).containsExactly(PointId.of(1));
    }

    @Test
    default void snapshotsAreListedUntilTheyAreDeleted() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest collection = createPlane(Distance.DOT);
        SnapshotOwner owner = new SnapshotOwner.Collection(collection.name());
        SnapshotInfo one = create(collection);
        SnapshotInfo two = create(collection);

        assertThat(snapshots().list(Call.everything(), owner)).containsExactly(one, two);
        assertThat(one.name()).startsWith(collection.name().value()).endsWith(".snapshot");
        assertThat(one.checksum().orElseThrow()).matches("[0-9a-f]{64}");
        assertThat(one.created()).isPresent();
        snapshots().delete(Call.everything(), owner, one.name());
        assertThat(snapshots().list(Call.everything(), owner)).containsExactly(two);
        refused(
                Problem.SnapshotNotFound.class,
                () -> snapshots().delete(Call.everything(), owner, one.name()));
        refused(
                Problem.SnapshotNotFound.class,
                () -> snapshots().open(Call.everything(), owner, one.name()));
    }

    @Test
    default void brokenSnapshotChangesNothing() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, 1, 0));
        byte[] bytes = bytes(collection, create(collection));
        bytes[bytes.length / 2] ^= 1;
        List<PointRecord> before = all(collection);

        refused(Problem.BadRequest.class, () -> recover(collection.name(), bytes));
        refused(Problem.BadRequest.class, () -> recover(collection.name(), new byte[0]));
        Recovery wrong =
                new Recovery(received(bytes), Optional.of("0".repeat(64)), Optional.empty());
        refused(
                Problem.ChecksumMismatch.class,
                () ->
                        snapshots()
                                .recover(
                                        Call.everything(),
                                        new SnapshotOwner.Collection(collection.name()),
                                        wrong));
        assertThat(all(collection)).isEqualTo(before);
    }

    @Test
    default void snapshotOfOtherVectorsIsRefused() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest source = createPlane(Distance.DOT);
        CollectionUnderTest target = createPlane(Distance.EUCLID);
        byte[] bytes = bytes(source, create(source));

        refused(Problem.BadRequest.class, () -> recover(target.name(), bytes));
    }

    @Test
    default void snapshotsOfAMissingCollectionAreRefused() {
        require(Capability.SNAPSHOTS);
        SnapshotOwner owner = new SnapshotOwner.Collection(freshName());

        refused(
                Problem.CollectionNotFound.class,
                () -> snapshots().create(Call.everything(), owner));
        refused(Problem.CollectionNotFound.class, () -> snapshots().list(Call.everything(), owner));
    }

    @Test
    default void tenantReachesNoSnapshot() {
        require(Capability.SNAPSHOTS);
        CollectionUnderTest collection = createTenanted();
        SnapshotOwner owner = new SnapshotOwner.Collection(collection.name());

        refused(Problem.Forbidden.class, () -> snapshots().create(Call.tenant("a"), owner));
        refused(Problem.Forbidden.class, () -> snapshots().list(Call.tenant("a"), owner));
    }

    private SnapshotCatalog snapshots() {
        return engine().snapshots();
    }

    private SnapshotInfo create(CollectionUnderTest collection) {
        return snapshots()
                .create(Call.everything(), new SnapshotOwner.Collection(collection.name()));
    }

    private byte[] bytes(CollectionUnderTest collection, SnapshotInfo info) {
        SnapshotOwner owner = new SnapshotOwner.Collection(collection.name());
        try (SnapshotContent content = snapshots().open(Call.everything(), owner, info.name())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) content.info().sizeBytes());
            content.read(0, bytes);
            return bytes.array();
        }
    }

    private void recover(CollectionName name, byte[] bytes) {
        snapshots()
                .recover(
                        Call.everything(),
                        new SnapshotOwner.Collection(name),
                        Recovery.of(received(bytes)));
    }

    private static SnapshotSource received(byte[] bytes) {
        return new SnapshotSource.Received(new ByteArrayInputStream(bytes), Optional.empty());
    }

    private static List<PointRecord> all(CollectionUnderTest collection) {
        return collection.scroll(Filter.ALL, /* limit= */ 100, Optional.empty()).points();
    }
}
