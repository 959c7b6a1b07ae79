package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.Counters;
import io.digi.engine.collection.OpenCollection;
import io.digi.engine.field.PostingFile;
import io.digi.engine.plan.TenantScope;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.write.MaintenanceStep;
import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.config.CollectionStatus;
import io.digi.model.engine.Call;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.JsonPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The collections of an embedded engine.
final class EmbeddedCatalog implements CollectionCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCatalog.class);

    private final Catalog catalog;
    private final Leasing leasing;
    private final Garbage garbage;
    private final Waiting waiting;
    private final DiskGuard disk;
    private final Indexing indexing;
    private final PayloadIndexing payloadIndexing;
    private final IndexFiling filing;

    EmbeddedCatalog(
            Catalog catalog,
            Leasing leasing,
            Garbage garbage,
            Waiting waiting,
            DiskGuard disk,
            Indexing indexing,
            PayloadIndexing payloadIndexing,
            IndexFiling filing) {
        this.catalog = catalog;
        this.leasing = leasing;
        this.garbage = garbage;
        this.waiting = waiting;
        this.disk = disk;
        this.indexing = indexing;
        this.payloadIndexing = payloadIndexing;
        this.filing = filing;
    }

    @Override
    public void create(Call call, CollectionName name, CollectionConfig config) {
        requireEverything(call, "create a collection");
        disk.requireRoom();
        catalog.create(name, config, definition -> Counters.none(definition).encode());
        catalog.find(name).ifPresent(EmbeddedCatalog::logNotes);
    }

    @Override
    public WriteReceipt alter(Call call, CollectionName name, CollectionChange change) {
        requireEverything(call, "change a collection");
        disk.requireRoom();
        try (CollectionRegistry.Lease lease = leasing.lease(name)) {
            OpenCollection collection = lease.collection();
            AtomicReference<Set<PostingFile>> unused = new AtomicReference<>(Set.of());
            CompletableFuture<Long> shown =
                    lease.writer()
                            .submit(notingUnused(DefinitionChanges.step(change), unused))
                            .thenApply(operation -> {
                                int number = collection.state().definition().number();
                                unused.get().forEach(file -> filing.retire(number, file));
                                catalog.changed(number, () -> collection.state().definition());
                                return operation;
                            });
            WriteReceipt receipt = new WriteReceipt(List.of(waiting.await(call, "alter", shown)));
            if (change instanceof CollectionChange.UpdateSettings) {
                logNotes(lease.state().definition());
            }
            indexing.changed(lease);
            if (change instanceof CollectionChange.CreatePayloadIndex asked) {
                CompletableFuture<Void> complete = payloadIndexing.asked(lease, asked.key());
                if (asked.waits() && !isComplete(call, complete)) {
                    return new WriteReceipt(receipt.operationNumbers(), /* isComplete= */ false);
                }
            }
            return receipt;
        }
    }

    /// Notes which files of indexes are referred to before the step, and not after it.
    private static MaintenanceStep notingUnused(
            MaintenanceStep step, AtomicReference<Set<PostingFile>> unused) {
        return (before, batch, points) -> {
            CollectionState after = step.apply(before, batch, points);
            Set<PostingFile> files = filesOf(before);
            files.removeAll(filesOf(after));
            unused.set(files);
            return after;
        };
    }

    private static Set<PostingFile> filesOf(CollectionState state) {
        Set<PostingFile> files = new HashSet<>();
        state.allFields().values().forEach(index -> index.file().ifPresent(files::add));
        return files;
    }

    /// Waits for an index, but no longer than the caller: it is built on in the background.
    private boolean isComplete(Call call, CompletableFuture<Void> index) {
        try {
            waiting.await(call, "a payload index", index);
            return true;
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.DeadlineExceeded) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean drop(Call call, CollectionName name) {
        requireEverything(call, "drop a collection");
        Optional<Definition> definition =
                catalog.find(name).filter(found -> found.name().equals(name));
        if (definition.isEmpty() || !catalog.drop(definition.get())) {
            return false;
        }
        garbage.dropped(definition.get());
        return true;
    }

    @Override
    public boolean exists(Call call, CollectionName name) {
        return catalog.has(name);
    }

    @Override
    public CollectionInfo describe(Call call, CollectionName name) {
        try (CollectionRegistry.Lease lease = leasing.lease(name)) {
            CollectionState state = lease.state();
            TenantScope tenants = new TenantScope(state.definition(), call.scope());
            SlotSet scope = tenants.slots(state);
            Map<JsonPath, CollectionInfo.PayloadIndexInfo> indexes = new HashMap<>();
            state.definition()
                    .payloadIndexes()
                    .forEach((path, config) ->
                            indexes.put(
                                    path,
                                    new CollectionInfo.PayloadIndexInfo(
                                            config,
                                            state.field(path).indexed().andCardinality(scope))));
            return new CollectionInfo(
                    state.definition().config(),
                    status(lease),
                    scope.cardinality(),
                    indexedCount(state, scope),
                    segmentCount(state),
                    indexes,
                    lease.writer().queued(),
                    Warnings.of(state));
        }
    }

    /// Asked before every operation of a server, so nothing is opened and nothing counted.
    @Override
    public Optional<String> tenantField(Call call, CollectionName name) {
        return catalog.require(name).config().tenantField();
    }

    @Override
    public List<CollectionName> list(Call call) {
        return catalog.names();
    }

    @Override
    public void changeAliases(Call call, List<AliasChange> aliasChanges) {
        requireEverything(call, "change aliases");
        catalog.changeAliases(aliasChanges);
    }

    @Override
    public List<Alias> aliases(Call call) {
        return catalog.aliases();
    }

    private static void logNotes(Definition definition) {
        Warnings.ofSettings(definition)
                .forEach(note -> LOG.info("collection {}: {}", definition.name().value(), note));
    }

    private CollectionStatus status(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        if (!state.damaged().isEmpty()) {
            return CollectionStatus.RED;
        }
        indexing.check(lease);
        int number = state.definition().number();
        if (indexing.isUnderWay(number) || payloadIndexing.isUnderWay(number)) {
            return CollectionStatus.YELLOW;
        }
        return indexing.isPending(state) || !state.building().isEmpty()
                ? CollectionStatus.GREY
                : CollectionStatus.GREEN;
    }

    private static long indexedCount(CollectionState state, SlotSet scope) {
        return state.vectors().values().stream()
                .mapToLong(vector -> vector.indexed().andCardinality(scope))
                .sum();
    }

    private static int segmentCount(CollectionState state) {
        int extents =
                state.vectors().values().stream()
                        .mapToInt(vector -> vector.spans().extents().size())
                        .sum();
        return Math.max(1, extents);
    }

    private static void requireEverything(Call call, String action) {
        if (!(call.scope() instanceof Scope.Everything)) {
            throw new DigiException(new Problem.Forbidden("a tenant cannot " + action));
        }
    }
}
