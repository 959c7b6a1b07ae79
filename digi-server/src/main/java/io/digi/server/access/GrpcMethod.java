package io.digi.server.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every method of the gRPC API and the right it needs. What has no row here is not served, also
/// where the protocol has it. Those that are operations of REST too have the same name there.
public enum GrpcMethod implements Operation {
    ABOUT("qdrant.Qdrant/HealthCheck", Right.PUBLIC),
    HEALTH_CHECK("grpc.health.v1.Health/Check", Right.PUBLIC),
    HEALTH_WATCH("grpc.health.v1.Health/Watch", Right.PUBLIC),
    REFLECTION("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Right.READ),
    REFLECTION_ALPHA("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Right.READ),

    LIST_COLLECTIONS("qdrant.Collections/List", Right.READ),
    DESCRIBE_COLLECTION("qdrant.Collections/Get", Right.READ),
    COLLECTION_EXISTS("qdrant.Collections/CollectionExists", Right.READ),
    CREATE_COLLECTION("qdrant.Collections/Create", Right.MANAGE),
    UPDATE_COLLECTION("qdrant.Collections/Update", Right.MANAGE),
    DELETE_COLLECTION("qdrant.Collections/Delete", Right.MANAGE),
    LIST_ALIASES("qdrant.Collections/ListAliases", Right.READ),
    LIST_COLLECTION_ALIASES("qdrant.Collections/ListCollectionAliases", Right.READ),
    CHANGE_ALIASES("qdrant.Collections/UpdateAliases", Right.MANAGE),
    COLLECTION_CLUSTER("qdrant.Collections/CollectionClusterInfo", Right.READ),
    CHANGE_COLLECTION_CLUSTER("qdrant.Collections/UpdateCollectionClusterSetup", Right.MANAGE),
    LIST_SHARD_KEYS("qdrant.Collections/ListShardKeys", Right.READ),
    CREATE_SHARD_KEY("qdrant.Collections/CreateShardKey", Right.MANAGE),
    DELETE_SHARD_KEY("qdrant.Collections/DeleteShardKey", Right.MANAGE),

    CREATE_INDEX("qdrant.Points/CreateFieldIndex", Right.MANAGE),
    DELETE_INDEX("qdrant.Points/DeleteFieldIndex", Right.MANAGE),
    CREATE_VECTOR("qdrant.Points/CreateVectorName", Right.MANAGE),
    DELETE_VECTOR("qdrant.Points/DeleteVectorName", Right.MANAGE),

    RETRIEVE("qdrant.Points/Get", Right.READ),
    SCROLL("qdrant.Points/Scroll", Right.READ),
    COUNT("qdrant.Points/Count", Right.READ),
    QUERY("qdrant.Points/Query", Right.READ),
    QUERY_BATCH("qdrant.Points/QueryBatch", Right.READ),
    QUERY_GROUPS("qdrant.Points/QueryGroups", Right.READ),
    SEARCH("qdrant.Points/Search", Right.READ),
    SEARCH_BATCH("qdrant.Points/SearchBatch", Right.READ),
    SEARCH_GROUPS("qdrant.Points/SearchGroups", Right.READ),
    RECOMMEND("qdrant.Points/Recommend", Right.READ),
    RECOMMEND_BATCH("qdrant.Points/RecommendBatch", Right.READ),
    RECOMMEND_GROUPS("qdrant.Points/RecommendGroups", Right.READ),
    DISCOVER("qdrant.Points/Discover", Right.READ),
    DISCOVER_BATCH("qdrant.Points/DiscoverBatch", Right.READ),
    FACET("qdrant.Points/Facet", Right.READ),
    MATRIX_PAIRS("qdrant.Points/SearchMatrixPairs", Right.READ),
    MATRIX_OFFSETS("qdrant.Points/SearchMatrixOffsets", Right.READ),

    UPSERT("qdrant.Points/Upsert", Right.WRITE),
    DELETE_POINTS("qdrant.Points/Delete", Right.WRITE),
    UPDATE_VECTORS("qdrant.Points/UpdateVectors", Right.WRITE),
    DELETE_VECTORS("qdrant.Points/DeleteVectors", Right.WRITE),
    SET_PAYLOAD("qdrant.Points/SetPayload", Right.WRITE),
    OVERWRITE_PAYLOAD("qdrant.Points/OverwritePayload", Right.WRITE),
    DELETE_PAYLOAD("qdrant.Points/DeletePayload", Right.WRITE),
    CLEAR_PAYLOAD("qdrant.Points/ClearPayload", Right.WRITE),
    BATCH("qdrant.Points/UpdateBatch", Right.WRITE),

    LIST_SNAPSHOTS("qdrant.Snapshots/List", Right.ADMIN),
    CREATE_SNAPSHOT("qdrant.Snapshots/Create", Right.MANAGE),
    DELETE_SNAPSHOT("qdrant.Snapshots/Delete", Right.MANAGE),
    LIST_FULL_SNAPSHOTS("qdrant.Snapshots/ListFull", Right.ADMIN),
    CREATE_FULL_SNAPSHOT("qdrant.Snapshots/CreateFull", Right.MANAGE),
    DELETE_FULL_SNAPSHOT("qdrant.Snapshots/DeleteFull", Right.MANAGE);

    private static final Map<String, GrpcMethod> BY_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    GrpcMethod::fullName, Function.identity()));

    private final String fullName;
    private final Right right;

    GrpcMethod(String fullName, Right right) {
        this.fullName = fullName;
        this.right = right;
    }

    /// The row of a method; the name is as in `qdrant.Points/Upsert`.
    public static Optional<GrpcMethod> of(String fullName) {
        return Optional.ofNullable(BY_NAME.get(fullName));
    }

    /// As in `qdrant.Points/Upsert`.
    public String fullName() {
        return fullName;
    }

    @Override
    public Protocol protocol() {
        return Protocol.GRPC;
    }

    @Override
    public Right right() {
        return right;
    }

    @Override
    public String endpoint() {
        return "/" + fullName;
    }

    @Override
    public String method() {
        return "";
    }

    @Override
    public boolean isHealth() {
        return this == HEALTH_CHECK || this == HEALTH_WATCH;
    }

    @Override
    public boolean isSearch() {
        return this == QUERY || this == QUERY_BATCH || this == SEARCH || this == SEARCH_BATCH;
    }
}
