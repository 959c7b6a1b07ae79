package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Points.row;
import static io.digi.testkit.contract.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Collections: creating, describing, altering and dropping them.
interface CatalogContract extends EngineFixture {
    @Test
    default void createdCollectionIsListedAndDescribed() {
        CollectionConfig config =
                CollectionConfig.of(
                        Map.of(
                                new VectorName("image"),
                                new VectorConfig(3, Distance.DOT),
                                new VectorName("text"),
                                new VectorConfig(5, Distance.COSINE)));
        CollectionUnderTest collection = create(config);

        CollectionCatalog catalog = engine().collections();
        assertThat(catalog.exists(Call.everything(), collection.name())).isTrue();
        assertThat(catalog.list(Call.everything())).contains(collection.name()).isSorted();
        assertThat(collection.describe().config()).isEqualTo(config);
        assertThat(collection.describe().pointCount()).isZero();
    }

    @Test
    default void collectionCannotBeCreatedTwice() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, 1, 0));

        CollectionConfig other = CollectionConfig.of(7, Distance.EUCLID);
        refused(
                Problem.CollectionExists.class,
                () -> engine().collections().create(Call.everything(), collection.name(), other));

        assertThat(collection.describe().pointCount()).isOne();
    }

    @Test
    default void missingCollectionIsNamed() {
        CollectionName missing = freshName();
        CollectionUnderTest collection =
                new CollectionUnderTest(engine(), missing, Call.everything());

        Problem.CollectionNotFound problem =
                refused(Problem.CollectionNotFound.class, collection::describe);

        assertThat(problem.collection()).isEqualTo(missing);
        collection.refused(
                Problem.CollectionNotFound.class,
                new PointRead.Count(Filter.ALL, /* exact= */ true));
        collection.refused(Problem.CollectionNotFound.class, new PointChange.Upsert(List.of()));
        refused(
                Problem.CollectionNotFound.class,
                () -> collection.alter(new CollectionChange.DropPayloadIndex(JsonPath.parse("a"))));
        assertThat(engine().collections().exists(Call.everything(), missing)).isFalse();
    }

    @Test
    default void droppedCollectionIsGoneAndItsSuccessorIsEmpty() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(row(3));
        CollectionCatalog catalog = engine().collections();

        assertThat(catalog.drop(Call.everything(), collection.name())).isTrue();
        assertThat(catalog.drop(Call.everything(), collection.name())).isFalse();

        refused(Problem.CollectionNotFound.class, collection::ids);
        catalog.create(
                Call.everything(),
                collection.name(),
                CollectionConfig.of(/* dimension= */ 4, Distance.EUCLID));
        assertThat(collection.ids()).isEmpty();
        assertThat(collection.upsert(point(1, 1, 2, 3, 4)).last()).isOne();
    }

    @Test
    default void pointCountFollowsWrites() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(row(5));
        collection.write(new PointChange.Delete(Points.select(Points.ONE, Points.TWO)));

        assertThat(collection.describe().pointCount()).isEqualTo(3);
    }

    @Test
    default void settingsAndMetadataAreMergedByKey() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.alter(
                new CollectionChange.UpdateSettings(
                        Value.Struct.EMPTY,
                        Value.Struct.EMPTY,
                        Points.object("shard_number", 1, "on_disk_payload", true),
                        Optional.of(new Payload(Points.object("owner", "a", "team", "b")))));
        HnswConfig hnsw = new HnswConfig(8, 50, 10_000, 1, Optional.of(true), OptionalInt.of(4));
        collection.alter(
                new CollectionChange.UpdateSettings(
                        Points.object(
                                "m",
                                8,
                                "ef_construct",
                                50,
                                "max_indexing_threads",
                                1,
                                "on_disk",
                                true,
                                "payload_m",
                                4),
                        Value.Struct.EMPTY,
                        Points.object("shard_number", 2),
                        Optional.of(new Payload(Points.object("owner", Value.Null.NULL, "x", 1)))));

        CollectionConfig config = collection.describe().config();
        assertThat(config.settings())
                .isEqualTo(Points.object("shard_number", 2, "on_disk_payload", true));
        assertThat(config.metadata().root()).isEqualTo(Points.object("team", "b", "x", 1));
        assertThat(config.hnsw()).isEqualTo(hnsw);
    }

    @Test
    default void absentSettingsStay() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionConfig before = collection.describe().config();

        collection.alter(CollectionChange.UpdateSettings.ofSettings(Value.Struct.EMPTY));

        assertThat(collection.describe().config()).isEqualTo(before);
    }

    @Test
    default void changesOfDifferentSettingsAtTheSameTimeAllHold() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        List<String> names = List.of("flush_interval_sec", "vacuum_min_vector_number");
        List<Runnable> writers =
                names.stream()
                        .<Runnable>map(name ->
                                () -> {
                                    for (int i = 1; i <= 20; i++) {
                                        collection.alter(
                                                CollectionChange.UpdateSettings.ofSettings(
                                                        Points.object(
                                                                "optimizers_config",
                                                                Points.object(name, i))));
                                    }
                                })
                        .toList();
        CompletableFuture.allOf(
                        writers.stream()
                                .map(CompletableFuture::runAsync)
                                .toArray(CompletableFuture[]::new))
                .join();

        assertThat(collection.describe().config().settings())
                .isEqualTo(
                        Points.object(
                                "optimizers_config",
                                Points.object(names.getFirst(), 20, names.getLast(), 20)));
    }

    @Test
    default void settingsOfAnUnknownVectorAreRefused() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionChange unknown =
                new CollectionChange.UpdateSettings(
                        Value.Struct.EMPTY,
                        Points.object("foo", Points.object("on_disk", true)),
                        Value.Struct.EMPTY,
                        Optional.empty());
        assertThatThrownBy(() -> collection.alter(unknown))
                .isInstanceOf(DigiException.class)
                .hasMessage("Not existing vector name error: foo");
    }

    @Test
    default void payloadIndexIsDescribedUntilItIsDropped() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(
                point(1, Points.payload("city", Value.of("Rome")), 1, 0),
                point(2, Points.payload("city", Points.array("Oslo", 7)), 1, 0),
                point(3, Points.payload("city", Value.of(7)), 1, 0));
        JsonPath city = JsonPath.parse("city");

        collection.alter(
                new CollectionChange.CreatePayloadIndex(city, PayloadIndexConfig.keyword()));

        assertThat(collection.describe().payloadIndexes()).containsOnlyKeys(city);
        assertThat(collection.describe().payloadIndexes().get(city))
                .satisfies(
                        info -> assertThat(info.config()).isEqualTo(PayloadIndexConfig.keyword()))
                .satisfies(info -> assertThat(info.pointCount()).isEqualTo(2));

        collection.alter(
                new CollectionChange.CreatePayloadIndex(city, PayloadIndexConfig.integer()));
        assertThat(collection.describe().payloadIndexes().get(city))
                .satisfies(
                        info -> assertThat(info.config()).isEqualTo(PayloadIndexConfig.integer()))
                .satisfies(info -> assertThat(info.pointCount()).isEqualTo(2));

        collection.alter(new CollectionChange.DropPayloadIndex(city));
        collection.alter(new CollectionChange.DropPayloadIndex(city));
        assertThat(collection.describe().payloadIndexes()).isEmpty();
    }

    @Test
    default void alteringTakesAnOperationNumber() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        collection.upsert(point(1, 1, 0));

        long number =
                collection.alter(new CollectionChange.DropPayloadIndex(JsonPath.parse("a"))).last();

        assertThat(number).isEqualTo(2);
        assertThat(collection.upsert(point(1, 1, 0)).last()).isEqualTo(3);
    }
}
