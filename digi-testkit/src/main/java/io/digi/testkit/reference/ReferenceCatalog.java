package io.digi.testkit.reference;

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
import io.digi.model.id.VectorName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The collections and their second names. Its monitor guards the whole engine.
final class ReferenceCatalog implements CollectionCatalog {
    private final Map<CollectionName, ReferenceCollection> collections = new TreeMap<>();
    private final Map<CollectionName, CollectionName> aliases = new TreeMap<>();
    private boolean closed;

    @Override
    public synchronized void create(Call call, CollectionName name, CollectionConfig config) {
        beginChange(call, "create");
        if (aliases.containsKey(name)) {
            throw new DigiException(new Problem.NameIsAlias(name));
        }
        requireFree(name);
        collections.put(name, new ReferenceCollection(name, config));
    }

    @Override
    public synchronized WriteReceipt alter(
            Call call, CollectionName name, CollectionChange change) {
        beginChange(call, "alter");
        ReferenceCollection collection = require(name);
        CollectionChanges.apply(collection, change);
        return new WriteReceipt(List.of(collection.completeOperation()));
    }

    @Override
    public synchronized boolean drop(Call call, CollectionName name) {
        beginChange(call, "drop");
        aliases.values().removeIf(name::equals);
        return collections.remove(name) != null;
    }

    @Override
    public synchronized boolean exists(Call call, CollectionName name) {
        begin(call, "exists");
        return collections.containsKey(resolve(name));
    }

    @Override
    public synchronized CollectionInfo describe(Call call, CollectionName name) {
        begin(call, "describe");
        ReferenceCollection collection = require(name);
        Tenancy tenancy = Tenancy.of(collection, call.scope());
        return new CollectionInfo(
                collection.config,
                CollectionStatus.GREEN,
                collection.points.keySet().stream().filter(tenancy::reaches).count(),
                /* indexedVectorCount= */ 0,
                /* segmentCount= */ 1,
                CollectionChanges.payloadIndexes(collection, tenancy),
                /* queuedOperations= */ 0,
                List.of());
    }

    @Override
    public synchronized List<CollectionName> list(Call call) {
        begin(call, "list");
        return List.copyOf(collections.keySet());
    }

    @Override
    public synchronized void changeAliases(Call call, List<AliasChange> changes) {
        beginChange(call, "change aliases");
        Map<CollectionName, CollectionName> before = Map.copyOf(aliases);
        try {
            changes.forEach(this::apply);
        } catch (DigiException refused) {
            aliases.clear();
            aliases.putAll(before);
            throw refused;
        }
    }

    @Override
    public synchronized List<Alias> aliases(Call call) {
        begin(call, "list aliases");
        return aliases.entrySet().stream()
                .map(entry -> new Alias(entry.getKey(), entry.getValue()))
                .toList();
    }

    synchronized void close() {
        closed = true;
    }

    synchronized Map<CollectionName, Long> pointCounts() {
        Map<CollectionName, Long> counts = new TreeMap<>();
        collections.forEach((name, each) -> counts.put(name, (long) each.points.size()));
        return counts;
    }

    synchronized Map<CollectionName, Map<VectorName, Long>> vectorCounts() {
        Map<CollectionName, Map<VectorName, Long>> counts = new TreeMap<>();
        collections.forEach((name, each) -> {
            Map<VectorName, Long> byVector = new TreeMap<>();
            each.config.vectors().keySet().forEach(vector -> byVector.put(vector, 0L));
            each.points
                    .values()
                    .forEach(point ->
                            point.vectors()
                                    .byName()
                                    .keySet()
                                    .forEach(vector -> byVector.merge(vector, 1L, Long::sum)));
            counts.put(name, byVector);
        });
        return counts;
    }

    /// Throws if the engine is closed or the call is over.
    synchronized void begin(Call call, String operation) {
        if (closed) {
            throw new DigiException(new Problem.Unavailable("the engine is closed"));
        }
        call.check(operation);
    }

    /// The collection of that name or alias.
    synchronized ReferenceCollection require(CollectionName name) {
        ReferenceCollection collection = collections.get(resolve(name));
        if (collection == null) {
            throw new DigiException(new Problem.CollectionNotFound(name));
        }
        return collection;
    }

    private void beginChange(Call call, String operation) {
        begin(call, operation);
        if (call.scope() instanceof Scope.Tenant) {
            throw new DigiException(
                    new Problem.Forbidden("a tenant cannot %s".formatted(operation)));
        }
    }

    private void apply(AliasChange change) {
        switch (change) {
            case AliasChange.Create(CollectionName collection, CollectionName alias) -> {
                if (!collections.containsKey(collection)) {
                    throw new DigiException(new Problem.CollectionNotFound(collection));
                }
                requireFree(alias);
                aliases.put(alias, collection);
            }
            case AliasChange.Delete(CollectionName alias) -> aliases.remove(alias);
            case AliasChange.Rename(CollectionName from, CollectionName to) -> {
                CollectionName collection = aliases.remove(from);
                if (collection == null) {
                    throw new DigiException(new Problem.AliasNotFound(from));
                }
                requireFree(to);
                aliases.put(to, collection);
            }
        }
    }

    private void requireFree(CollectionName name) {
        if (collections.containsKey(name)) {
            throw new DigiException(new Problem.CollectionExists(name));
        }
    }

    /// What is there, to be looked at and changed under the monitor.
    Map<CollectionName, ReferenceCollection> all() {
        return collections;
    }

    /// The same of the aliases.
    Map<CollectionName, CollectionName> aliasMap() {
        return aliases;
    }

    CollectionName resolve(CollectionName name) {
        return aliases.getOrDefault(name, name);
    }
}
