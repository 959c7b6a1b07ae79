package io.digi.server.grpc;

import com.google.protobuf.Message;
import io.digi.server.access.GrpcMethod;
import io.digi.server.metrics.RequestLog;
import io.digi.server.settings.BuildInfo;
import io.digi.server.work.ServerContext;
import io.digi.wire.grpc.About;
import io.digi.wire.grpc.CollectionRpcs;
import io.digi.wire.grpc.PointRpcs;
import io.digi.wire.grpc.Rpc;
import io.digi.wire.grpc.Services;
import io.digi.wire.grpc.SnapshotRpcs;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import java.util.List;
import java.util.stream.Stream;

/// What each method of the protocol does.
final class Methods {
    private final ServerContext context;
    private final Door door;
    private final RequestLog log;
    private final PointWork points;
    private final CollectionWork collections;
    private final SnapshotWork snapshots;

    private final Health health;

    Methods(ServerContext context, Door door, Health health) {
        this.health = health;
        this.context = context;
        this.door = door;
        log = context.log();
        points = new PointWork(context.engine(), context.service().searchTimeout());
        snapshots = new SnapshotWork(context.engine(), context.lanes().stopping());
        collections =
                new CollectionWork(
                        context.engine().collections(), context.service().searchTimeout());
    }

    /// All services of the protocol, and the one for monitors. Throws [IllegalStateException] for a
    /// method without a row in the table.
    List<ServerServiceDefinition> services() {
        return Stream.concat(Services.all().stream(), Stream.of(HealthGrpc.getServiceDescriptor()))
                .map(this::service)
                .toList();
    }

    private ServerServiceDefinition service(ServiceDescriptor protocol) {
        List<? extends ServerMethodDefinition<RawMessage, ?>> methods =
                protocol.getMethods().stream().map(this::bound).toList();
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(protocol.getName())
                        .setSchemaDescriptor(protocol.getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(service::addMethod);
        return service.build();
    }

    private ServerMethodDefinition<RawMessage, ?> bound(MethodDescriptor<?, ?> descriptor) {
        String name = descriptor.getFullMethodName();
        GrpcMethod method =
                GrpcMethod.of(name)
                        .orElseThrow(
                                () -> new IllegalStateException(name + " has no row in the table"));
        return bound(method, descriptor);
    }

    private ServerMethodDefinition<RawMessage, ?> bound(
            GrpcMethod method, MethodDescriptor<?, ?> descriptor) {
        return switch (method) {
            case ABOUT -> served(method, CollectionRpcs.ABOUT, (_, _) -> about());

            case LIST_COLLECTIONS -> served(method, CollectionRpcs.LIST, collections::list);
            case DESCRIBE_COLLECTION ->
                    served(method, CollectionRpcs.DESCRIBE, collections::describe);
            case COLLECTION_EXISTS -> served(method, CollectionRpcs.EXISTS, collections::exists);
            case CREATE_COLLECTION ->
                    served(
                            method,
                            CollectionRpcs.create(context.settings().storage().newCollections()),
                            collections::create);
            case UPDATE_COLLECTION -> served(method, CollectionRpcs.UPDATE, collections::update);
            case DELETE_COLLECTION -> served(method, CollectionRpcs.DELETE, collections::drop);
            case LIST_ALIASES -> served(method, CollectionRpcs.LIST_ALIASES, collections::aliases);
            case LIST_COLLECTION_ALIASES ->
                    served(
                            method,
                            CollectionRpcs.LIST_COLLECTION_ALIASES,
                            collections::aliasesOfCollection);
            case CHANGE_ALIASES ->
                    served(method, CollectionRpcs.CHANGE_ALIASES, collections::changeAliases);
            case CREATE_INDEX ->
                    served(method, CollectionRpcs.CREATE_INDEX, collections::alterIndex);
            case DELETE_INDEX ->
                    served(method, CollectionRpcs.DELETE_INDEX, collections::alterIndex);

            case LIST_SNAPSHOTS -> served(method, SnapshotRpcs.LIST, snapshots::list);
            case CREATE_SNAPSHOT -> served(method, SnapshotRpcs.CREATE, snapshots::create);
            case DELETE_SNAPSHOT -> served(method, SnapshotRpcs.DELETE, snapshots::delete);
            case LIST_FULL_SNAPSHOTS -> served(method, SnapshotRpcs.LIST_FULL, snapshots::listFull);
            case CREATE_FULL_SNAPSHOT ->
                    served(method, SnapshotRpcs.CREATE_FULL, snapshots::createFull);
            case DELETE_FULL_SNAPSHOT ->
                    served(method, SnapshotRpcs.DELETE_FULL, snapshots::deleteFull);

            case RETRIEVE -> served(method, PointRpcs.RETRIEVE, points::read);
            case SCROLL -> served(method, PointRpcs.SCROLL, points::read);
            case COUNT -> served(method, PointRpcs.COUNT, points::read);
            case QUERY -> served(method, PointRpcs.QUERY, points::read);
            case QUERY_BATCH -> served(method, PointRpcs.QUERY_BATCH, points::read);
            case SEARCH -> served(method, PointRpcs.SEARCH, points::read);
            case SEARCH_BATCH -> served(method, PointRpcs.SEARCH_BATCH, points::read);

            case UPSERT -> served(method, PointRpcs.UPSERT, points::write);
            case DELETE_POINTS -> served(method, PointRpcs.DELETE, points::write);
            case UPDATE_VECTORS -> served(method, PointRpcs.UPDATE_VECTORS, points::write);
            case DELETE_VECTORS -> served(method, PointRpcs.DELETE_VECTORS, points::write);
            case SET_PAYLOAD -> served(method, PointRpcs.SET_PAYLOAD, points::write);
            case OVERWRITE_PAYLOAD -> served(method, PointRpcs.OVERWRITE_PAYLOAD, points::write);
            case DELETE_PAYLOAD -> served(method, PointRpcs.DELETE_PAYLOAD, points::write);
            case CLEAR_PAYLOAD -> served(method, PointRpcs.CLEAR_PAYLOAD, points::write);
            case BATCH -> served(method, PointRpcs.UPDATE_BATCH, points::write);

            case HEALTH_CHECK -> served(method, Health.CHECK, (asked, _) -> health.check(asked));

            case HEALTH_WATCH,
                    COLLECTION_CLUSTER,
                    CHANGE_COLLECTION_CLUSTER,
                    LIST_SHARD_KEYS,
                    CREATE_SHARD_KEY,
                    DELETE_SHARD_KEY,
                    CREATE_VECTOR,
                    DELETE_VECTOR,
                    QUERY_GROUPS,
                    SEARCH_GROUPS,
                    RECOMMEND,
                    RECOMMEND_BATCH,
                    RECOMMEND_GROUPS,
                    DISCOVER,
                    DISCOVER_BATCH,
                    FACET,
                    MATRIX_PAIRS,
                    MATRIX_OFFSETS ->
                    new UnservedMethod(method, door, log).definition(descriptor);

            case REFLECTION, REFLECTION_ALPHA ->
                    throw new IllegalStateException(method + " is no method of the protocol's");
        };
    }

    private <Q, A, N extends Message> ServerMethodDefinition<RawMessage, N> served(
            GrpcMethod method, Rpc<Q, A, ?, N> rpc, RpcWork<Q, A> work) {
        return new UnaryMethod<>(method, rpc, work, door, context.lanes(), log, sizeMax())
                .definition();
    }

    private int sizeMax() {
        return Math.toIntExact(context.service().requestSizeMaxBytes());
    }

    private About about() {
        return new About(
                "qdrant - vector search engine", BuildInfo.API_VERSION, context.build().commit());
    }
}
