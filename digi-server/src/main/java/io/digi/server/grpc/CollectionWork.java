package io.digi.server.grpc;

import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.id.CollectionName;
import io.digi.server.access.Caller;
import io.digi.server.access.GuardedCatalog;
import io.digi.wire.grpc.AliasRequest;
import io.digi.wire.grpc.CollectionRequest;
import io.digi.wire.grpc.IndexRequest;
import io.digi.wire.grpc.NoContent;
import io.digi.wire.grpc.WriteAnswer;
import io.digi.wire.words.CollectionUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Collections, their aliases and their payload indexes.
final class CollectionWork {
    private final GuardedCatalog catalog;
    private final Duration searchTimeout;

    /// Reads have `searchTimeout`.
    CollectionWork(GuardedCatalog catalog, Duration searchTimeout) {
        this.catalog = catalog;
        this.searchTimeout = searchTimeout;
    }

    List<CollectionName> list(NoContent request, RpcCall<?> call) {
        return catalog.list(reader(call));
    }

    CollectionInfo describe(CollectionName name, RpcCall<?> call) {
        call.isAbout(name);
        return catalog.describe(reader(call), name);
    }

    boolean exists(CollectionName name, RpcCall<?> call) {
        call.isAbout(name);
        return catalog.exists(reader(call), name);
    }

    boolean create(CollectionRequest<CollectionConfig> request, RpcCall<?> call) {
        call.isAbout(request.collection());
        catalog.create(call.caller(request.timeout()), request.collection(), request.content());
        return true;
    }

    boolean update(CollectionRequest<CollectionUpdate> request, RpcCall<?> call) {
        call.isAbout(request.collection());
        Caller caller = call.caller(request.timeout());
        catalog.requireReachable(caller, request.collection());
        catalog.alter(caller, request.collection(), request.content().changes());
        return true;
    }

    boolean drop(CollectionRequest<NoContent> request, RpcCall<?> call) {
        call.isAbout(request.collection());
        return catalog.drop(call.caller(request.timeout()), request.collection());
    }

    WriteAnswer alterIndex(IndexRequest<? extends CollectionChange> request, RpcCall<?> call) {
        call.isAbout(request.collection());
        WriteReceipt receipt =
                catalog.alter(
                                call.caller(request.timeout()),
                                request.collection(),
                                List.of(request.change()))
                        .orElseThrow();
        return WriteAnswer.of(receipt, request.waits());
    }

    List<Alias> aliases(NoContent request, RpcCall<?> call) {
        return catalog.aliases(reader(call));
    }

    List<Alias> aliasesOfCollection(CollectionName name, RpcCall<?> call) {
        call.isAbout(name);
        Caller caller = reader(call);
        catalog.requireReachable(caller, name);
        return catalog.aliases(caller).stream()
                .filter(alias -> alias.collection().equals(name))
                .toList();
    }

    boolean changeAliases(AliasRequest request, RpcCall<?> call) {
        catalog.changeAliases(call.caller(request.timeout()), request.changes());
        return true;
    }

    private Caller reader(RpcCall<?> call) {
        return call.caller(Optional.of(searchTimeout));
    }
}
