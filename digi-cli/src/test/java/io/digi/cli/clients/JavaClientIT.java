package io.digi.cli.clients;

import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorOutputHelper;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt;
import io.qdrant.client.grpc.Points;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.SnapshotsService.SnapshotDescription;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `io.qdrant:client`, unmodified: each of its calls gets what it expects, or is on the list of
/// those that are not served yet.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JavaClientIT {
    private static final int WAIT_SECONDS = 30;
    private static final String NAME = "java";
    private static final UUID SOME_UUID = UUID.fromString("5c56c793-69f3-4fbf-87e6-c4bf54c28c26");

    private ClientServer server;
    private QdrantClient client;

    /// Calls that have been answered, by name.
    private final Set<String> answered = new TreeSet<>();

    @BeforeAll
    void connect(@TempDir Path directory) throws Exception {
        server = ClientServer.withKeys(directory);
        client =
                new QdrantClient(
                        QdrantGrpcClient.newBuilder(
                                        NettyChannelBuilder.forAddress(
                                                        "127.0.0.1", server.grpcPort())
                                                .usePlaintext()
                                                .build(),
                                        /* shutdownChannelOnClose= */ true)
                                .withApiKey(ClientServer.ADMINISTRATOR_KEY)
                                .build());
    }

    @AfterAll
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void everyCallIsAnsweredOrKnownToBeMissing() throws Exception {
        createCollection();
        upsert();
        read();
        search();
        changePayloads();
        changeVectors();
        aliases();
        indexes();
        snapshots();
        drop();
        unserved().forEach(this::assertUnserved);

        Set<String> calls =
                Arrays.stream(QdrantClient.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.endsWith("Async"))
                        .collect(Collectors.toCollection(TreeSet::new));
        calls.removeAll(unserved().keySet());
        assertThat(answered).isEqualTo(calls);
    }

    private <T> T got(String call, ListenableFuture<T> answer) throws Exception {
        answered.add(call);
        return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private void done(String call, ListenableFuture<Points.UpdateResult> answer) throws Exception {
        assertThat(got(call, answer).getStatus()).as(call).isEqualTo(UpdateStatus.Completed);
    }

    private void createCollection() throws Exception {
        VectorParams plane = params(3, Distance.Dot);
        assertThat(got("healthCheckAsync", client.healthCheckAsync()).getVersion())
                .isEqualTo("1.18.3");
        assertThat(got("collectionExistsAsync", client.collectionExistsAsync(NAME))).isFalse();
        assertThat(
                        got("createCollectionAsync", client.createCollectionAsync(NAME, plane))
                                .getResult())
                .isTrue();
        assertThat(
                        got("recreateCollectionAsync", client.recreateCollectionAsync(NAME, plane))
                                .getResult())
                .isTrue();
        assertThat(got("listCollectionsAsync", client.listCollectionsAsync())).contains(NAME);
        got(
                "updateCollectionAsync",
                client.updateCollectionAsync(
                        Collections.UpdateCollection.newBuilder()
                                .setCollectionName(NAME)
                                .setHnswConfig(Collections.HnswConfigDiff.newBuilder().setM(20))
                                .build()));
        Collections.CollectionInfo info =
                got("getCollectionInfoAsync", client.getCollectionInfoAsync(NAME));
        assertThat(info.getStatus()).isEqualTo(Collections.CollectionStatus.Green);
        assertThat(info.getConfig().getParams().getVectorsConfig().getParams()).isEqualTo(plane);
        assertThat(info.getConfig().getHnswConfig().getM()).isEqualTo(20);
        assertRefused(
                Status.Code.ALREADY_EXISTS,
                "Wrong input: Collection `java` already exists!",
                () -> client.createCollectionAsync(NAME, plane));
    }

    private void upsert() throws Exception {
        done(
                "upsertAsync",
                client.upsertAsync(
                        NAME,
                        List.of(
                                point(id(1), "red", 1, 0, 0),
                                point(id(SOME_UUID), "blue", 0, 1, 0),
                                point(id(3), "red", 0, 0, 1),
                                point(text("doc_123"), "green", 1, 1, 0))));
        assertThat(got("countAsync", client.countAsync(NAME))).isEqualTo(4);
        assertThat(client.countAsync(NAME, where("red"), true).get()).isEqualTo(2);
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "Wrong input: Vector dimension error: expected dim: 3, got 2",
                () -> client.upsertAsync(NAME, List.of(point(id(9), "red", 1, 2))));
    }

    private void read() throws Exception {
        List<Points.RetrievedPoint> found =
                got(
                        "retrieveAsync",
                        client.retrieveAsync(
                                NAME, List.of(text("doc_123"), id(99), id(1)), true, true, null));
        assertThat(found)
                .extracting(Points.RetrievedPoint::getId)
                .containsExactly(text("doc_123"), id(1));
        assertThat(found.getFirst().getPayloadMap()).containsEntry("color", value("green"));
        assertThat(
                        VectorOutputHelper.getDenseVector(found.getFirst().getVectors().getVector())
                                .getDataList())
                .containsExactly(1f, 1f, 0f);
        Points.ScrollResponse page =
                got(
                        "scrollAsync",
                        client.scrollAsync(
                                ScrollPoints.newBuilder()
                                        .setCollectionName(NAME)
                                        .setLimit(3)
                                        .setWithPayload(WithPayloadSelectorFactory.enable(false))
                                        .build()));
        assertThat(page.getResultList())
                .extracting(Points.RetrievedPoint::getId)
                .containsExactly(id(1), id(3), id(SOME_UUID));
        assertThat(page.getNextPageOffset()).isEqualTo(text("doc_123"));
    }

    private void search() throws Exception {
        QueryPoints query =
                QueryPoints.newBuilder()
                        .setCollectionName(NAME)
                        .setQuery(nearest(3f, 2f, 1f))
                        .setLimit(2)
                        .setWithVectors(WithVectorsSelectorFactory.enable(true))
                        .build();
        List<Points.ScoredPoint> hits = got("queryAsync", client.queryAsync(query));
        assertThat(hits)
                .extracting(Points.ScoredPoint::getId, Points.ScoredPoint::getScore)
                .containsExactly(tuple(text("doc_123"), 5f), tuple(id(1), 3f));
        QueryPoints byPoint =
                query.toBuilder().setQuery(nearest(1)).setFilter(where("red")).build();
        assertThat(
                        got(
                                        "queryBatchAsync",
                                        client.queryBatchAsync(NAME, List.of(query, byPoint)))
                                .get(1)
                                .getResult(0)
                                .getId())
                .isEqualTo(id(3));
        SearchPoints search =
                SearchPoints.newBuilder()
                        .setCollectionName(NAME)
                        .addAllVector(List.of(0f, 1f, 0f))
                        .setLimit(1)
                        .setFilter(where("blue"))
                        .build();
        assertThat(got("searchAsync", client.searchAsync(search)).getFirst().getId())
                .isEqualTo(id(SOME_UUID));
        assertThat(
                        got(
                                "searchBatchAsync",
                                client.searchBatchAsync(NAME, List.of(search, search), null)))
                .hasSize(2);
    }

    private void changePayloads() throws Exception {
        done(
                "setPayloadAsync",
                client.setPayloadAsync(NAME, Map.of("n", value(1)), id(1), true, null, null));
        done(
                "overwritePayloadAsync",
                client.overwritePayloadAsync(
                        NAME, Map.of("n", value(2)), where("blue"), true, null, null));
        assertThat(payload(id(1))).containsEntry("n", value(1)).containsKey("color");
        assertThat(payload(id(SOME_UUID))).isEqualTo(Map.of("n", value(2)));
        done(
                "deletePayloadAsync",
                client.deletePayloadAsync(NAME, List.of("color"), id(1), true, null, null));
        assertThat(payload(id(1))).doesNotContainKey("color");
        done("clearPayloadAsync", client.clearPayloadAsync(NAME, id(1), true, null, null));
        assertThat(payload(id(1))).isEmpty();
    }

    private void changeVectors() throws Exception {
        String named = NAME + "_named";
        client.createCollectionAsync(
                        named,
                        Map.of("a", params(2, Distance.Cosine), "b", params(1, Distance.Euclid)))
                .get();
        PointStruct both =
                PointStruct.newBuilder()
                        .setId(id(1))
                        .setVectors(
                                namedVectors(
                                        Map.of(
                                                "a", VectorFactory.vector(3f, 4f),
                                                "b", VectorFactory.vector(1f))))
                        .build();
        client.upsertAsync(named, List.of(both)).get();
        done(
                "updateVectorsAsync",
                client.updateVectorsAsync(
                        named,
                        List.of(
                                PointVectors.newBuilder()
                                        .setId(id(1))
                                        .setVectors(
                                                namedVectors(Map.of("b", VectorFactory.vector(7f))))
                                        .build())));
        done("deleteVectorsAsync", client.deleteVectorsAsync(named, List.of("a"), List.of(id(1))));
        Points.VectorsOutput left =
                client.retrieveAsync(named, id(1), true, true, null).get().getFirst().getVectors();
        assertThat(left.getVectors().getVectorsMap()).containsOnlyKeys("b");
        assertThat(
                        got(
                                "batchUpdateAsync",
                                client.batchUpdateAsync(
                                        named,
                                        List.of(
                                                PointsUpdateOperation.newBuilder()
                                                        .setUpsert(
                                                                PointsUpdateOperation
                                                                        .PointStructList
                                                                        .newBuilder()
                                                                        .addPoints(
                                                                                both.toBuilder()
                                                                                        .setId(
                                                                                                id(
                                                                                                        2))))
                                                        .build(),
                                                PointsUpdateOperation.newBuilder()
                                                        .setDeletePoints(
                                                                PointsUpdateOperation.DeletePoints
                                                                        .newBuilder()
                                                                        .setPoints(selected(id(1))))
                                                        .build()))))
                .hasSize(2);
        assertThat(client.countAsync(named).get()).isEqualTo(1);
        client.deleteCollectionAsync(named).get();
    }

    private void aliases() throws Exception {
        got("createAliasAsync", client.createAliasAsync("first", NAME));
        got("renameAliasAsync", client.renameAliasAsync("first", "second"));
        assertThat(got("listCollectionAliasesAsync", client.listCollectionAliasesAsync(NAME)))
                .containsExactly("second");
        assertThat(got("listAliasesAsync", client.listAliasesAsync()))
                .extracting(Collections.AliasDescription::getCollectionName)
                .containsExactly(NAME);
        assertThat(client.countAsync("second").get()).isEqualTo(4);
        got("updateAliasesAsync", client.updateAliasesAsync(List.of()));
        got("deleteAliasAsync", client.deleteAliasAsync("second"));
    }

    private void indexes() throws Exception {
        done(
                "createPayloadIndexAsync",
                client.createPayloadIndexAsync(
                        NAME, "color", PayloadSchemaType.Keyword, null, true, null, null));
        assertThat(
                        client.getCollectionInfoAsync(NAME)
                                .get()
                                .getPayloadSchemaOrThrow("color")
                                .getDataType())
                .isEqualTo(PayloadSchemaType.Keyword);
        done(
                "deletePayloadIndexAsync",
                client.deletePayloadIndexAsync(NAME, "color", true, null, null));
        assertThat(client.getCollectionInfoAsync(NAME).get().getPayloadSchemaMap()).isEmpty();
    }

    private void snapshots() throws Exception {
        String name = got("createSnapshotAsync", client.createSnapshotAsync(NAME)).getName();
        assertThat(got("listSnapshotAsync", client.listSnapshotAsync(NAME)))
                .extracting(SnapshotDescription::getName)
                .containsExactly(name);
        got("deleteSnapshotAsync", client.deleteSnapshotAsync(NAME, name));
        assertThat(client.listSnapshotAsync(NAME).get()).isEmpty();
        String full = got("createFullSnapshotAsync", client.createFullSnapshotAsync()).getName();
        assertThat(got("listFullSnapshotAsync", client.listFullSnapshotAsync()))
                .extracting(SnapshotDescription::getName)
                .containsExactly(full);
        got("deleteFullSnapshotAsync", client.deleteFullSnapshotAsync(full));
    }

    private void drop() throws Exception {
        done("deleteAsync", client.deleteAsync(NAME, List.of(id(1))));
        client.deleteAsync(NAME, Filter.newBuilder().addMust(hasId(List.of(id(3)))).build()).get();
        assertThat(client.countAsync(NAME).get()).isEqualTo(2);
        assertThat(got("deleteCollectionAsync", client.deleteCollectionAsync(NAME)).getResult())
                .isTrue();
        assertRefused(
                Status.Code.NOT_FOUND,
                "Not found: Collection `java` doesn't exist!",
                () -> client.countAsync(NAME));
    }

    /// Calls that this version does not serve.
    private Map<String, Supplier<ListenableFuture<?>>> unserved() {
        Map<String, Supplier<ListenableFuture<?>>> calls = new TreeMap<>();
        calls.put(
                "getCollectionClusterInfoAsync", () -> client.getCollectionClusterInfoAsync(NAME));
        calls.put(
                "updateCollectionClusterSetupAsync",
                () ->
                        client.updateCollectionClusterSetupAsync(
                                Collections.UpdateCollectionClusterSetupRequest.newBuilder()
                                        .setCollectionName(NAME)
                                        .setDropReplica(Collections.Replica.getDefaultInstance())
                                        .build()));
        calls.put(
                "createShardKeyAsync",
                () ->
                        client.createShardKeyAsync(
                                Collections.CreateShardKeyRequest.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        calls.put(
                "deleteShardKeyAsync",
                () ->
                        client.deleteShardKeyAsync(
                                Collections.DeleteShardKeyRequest.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        calls.put("listShardKeysAsync", () -> client.listShardKeysAsync(NAME));
        calls.put(
                "createVectorNameAsync",
                () ->
                        client.createVectorNameAsync(
                                Points.CreateVectorNameRequest.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        calls.put(
                "deleteVectorNameAsync",
                () ->
                        client.deleteVectorNameAsync(
                                Points.DeleteVectorNameRequest.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        unservedQueries(calls);
        return calls;
    }

    private void unservedQueries(Map<String, Supplier<ListenableFuture<?>>> calls) {
        calls.put(
                "queryGroupsAsync",
                () ->
                        client.queryGroupsAsync(
                                Points.QueryPointGroups.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        calls.put(
                "searchGroupsAsync",
                () ->
                        client.searchGroupsAsync(
                                Points.SearchPointGroups.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        Points.RecommendPoints recommend =
                Points.RecommendPoints.newBuilder().setCollectionName(NAME).build();
        calls.put("recommendAsync", () -> client.recommendAsync(recommend));
        calls.put(
                "recommendBatchAsync",
                () -> client.recommendBatchAsync(NAME, List.of(recommend), null));
        calls.put(
                "recommendGroupsAsync",
                () ->
                        client.recommendGroupsAsync(
                                Points.RecommendPointGroups.newBuilder()
                                        .setCollectionName(NAME)
                                        .build()));
        Points.DiscoverPoints discover =
                Points.DiscoverPoints.newBuilder().setCollectionName(NAME).build();
        calls.put("discoverAsync", () -> client.discoverAsync(discover));
        calls.put(
                "discoverBatchAsync",
                () -> client.discoverBatchAsync(NAME, List.of(discover), null));
        calls.put(
                "facetAsync",
                () ->
                        client.facetAsync(
                                Points.FacetCounts.newBuilder().setCollectionName(NAME).build()));
        Points.SearchMatrixPoints matrix =
                Points.SearchMatrixPoints.newBuilder().setCollectionName(NAME).build();
        calls.put("searchMatrixPairsAsync", () -> client.searchMatrixPairsAsync(matrix));
        calls.put("searchMatrixOffsetsAsync", () -> client.searchMatrixOffsetsAsync(matrix));
    }

    private void assertUnserved(String call, Supplier<ListenableFuture<?>> unserved) {
        assertRefused(Status.Code.UNIMPLEMENTED, "Not implemented: ", unserved);
    }

    private static void assertRefused(
            Status.Code code, String text, Supplier<ListenableFuture<?>> call) {
        assertThatThrownBy(() -> call.get().get(WAIT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> {
                            assertThat(refused.getStatus().getCode()).isEqualTo(code);
                            assertThat(refused.getStatus().getDescription()).startsWith(text);
                        });
    }

    private Map<String, JsonWithInt.Value> payload(PointId point) throws Exception {
        return client.retrieveAsync(NAME, point, null).get().getFirst().getPayloadMap();
    }

    private static VectorParams params(int size, Distance distance) {
        return VectorParams.newBuilder().setSize(size).setDistance(distance).build();
    }

    private static PointStruct point(PointId id, String color, float... vector) {
        return PointStruct.newBuilder()
                .setId(id)
                .setVectors(vectors(vector))
                .putPayload("color", value(color))
                .build();
    }

    /// A string id that is no UUID, which Qdrant itself would refuse.
    private static PointId text(String id) {
        return PointId.newBuilder().setUuid(id).build();
    }

    private static Points.PointsSelector selected(PointId id) {
        return Points.PointsSelector.newBuilder()
                .setPoints(Points.PointsIdsList.newBuilder().addIds(id))
                .build();
    }

    private static Filter where(String color) {
        return Filter.newBuilder().addMust(matchKeyword("color", color)).build();
    }
}
