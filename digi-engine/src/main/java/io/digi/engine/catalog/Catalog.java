package io.digi.engine.catalog;

import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.storage.kv.KvBatch;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All collections and aliases of a directory. Changes are durable when a method returns.
public final class Catalog {
    private final CatalogCommits commits;
    private final long extentSizeBytes;
    private final Map<CollectionName, Integer> names = new ConcurrentHashMap<>();
    private final Map<Integer, CatalogEntry> entries = new ConcurrentHashMap<>();
    private final Map<CollectionName, Integer> aliases = new ConcurrentHashMap<>();

    /// Collections whose batch is on its way to the disk. Their names are taken.
    private final Map<CollectionName, CompletableFuture<Definition>> creations =
            new ConcurrentHashMap<>();

    private int lastNumber;

    private Catalog(CatalogCommits commits, long extentSizeBytes) {
        this.commits = commits;
        this.extentSizeBytes = extentSizeBytes;
    }

    /// Reads what a directory has.
    ///
    /// @param extentSizeBytes about how large the extents of new collections become
    public static Catalog load(KvReads kv, CatalogCommits commits, long extentSizeBytes) {
        Catalog catalog = new Catalog(commits, extentSizeBytes);
        // A change that was on its way when the collection was dropped may have come last.
        Set<Integer> dropped = dropped(kv);
        try (KvCursor cursor = kv.scan(Families.META, KvRange.prefix(Keys.tag('n')))) {
            while (cursor.next()) {
                int number = ByteBuffer.wrap(cursor.key()).getInt(1);
                if (!dropped.contains(number)) {
                    catalog.show(number, CatalogEntry.stored(cursor.value()));
                }
            }
        }
        try (KvCursor cursor = kv.scan(Families.META, KvRange.prefix(Keys.tag('a')))) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                String alias = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
                int number = ByteBuffer.wrap(cursor.value()).getInt();
                catalog.aliases.put(new CollectionName(alias), number);
            }
        }
        catalog.lastNumber =
                kv.get(Families.META, Keys.directoryCounters())
                        .map(value -> ByteBuffer.wrap(value).getInt())
                        .orElse(0);
        return catalog;
    }

    private static Set<Integer> dropped(KvReads kv) {
        Set<Integer> numbers = new HashSet<>();
        try (KvCursor cursor = kv.scan(Families.META, KvRange.prefix(Keys.tag('g')))) {
            while (cursor.next()) {
                numbers.add(ByteBuffer.wrap(cursor.key()).getInt(1));
            }
        }
        return numbers;
    }

    /// The collection of a name or alias. Throws [Problem.CollectionNotFound].
    public Definition require(CollectionName name) {
        return find(name)
                .orElseThrow(() -> new DigiException(new Problem.CollectionNotFound(name)));
    }

    /// The collection of a name or alias.
    public Optional<Definition> find(CollectionName name) {
        return entry(name).map(CatalogEntry::definition);
    }

    /// Whether there is a collection of this name or alias.
    public boolean has(CollectionName name) {
        return entry(name).isPresent();
    }

    /// Whether a collection has not been dropped.
    public boolean has(Definition definition) {
        return entries.containsKey(definition.number());
    }

    /// The names of all collections, in order.
    public List<CollectionName> names() {
        return names.keySet().stream().sorted().toList();
    }

    /// All collections in the order of their names, but for those whose definition is damaged: who
    /// uses one of these hears of it.
    public List<Definition> all() {
        return entries.values().stream()
                .flatMap(entry -> entry.intact().stream())
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    private Optional<CatalogEntry> entry(CollectionName name) {
        Integer number = number(name);
        while (number != null) {
            CatalogEntry entry = entries.get(number);
            Integer after = number(name);
            if (entry != null || number.equals(after)) {
                return Optional.ofNullable(entry);
            }
            // Another collection has taken the name over.
            number = after;
        }
        return Optional.empty();
    }

    private @Nullable Integer number(CollectionName name) {
        Integer number = names.get(name);
        return number == null ? aliases.get(name) : number;
    }

    /// All aliases in the order of their names.
    public List<Alias> aliases() {
        List<Alias> found = new ArrayList<>();
        new TreeMap<>(aliases)
                .forEach((alias, number) -> {
                    CatalogEntry entry = entries.get(number);
                    if (entry != null) {
                        found.add(new Alias(alias, entry.name()));
                    }
                });
        return found;
    }

    /// Adds a collection. Throws [Problem.CollectionExists] or [Problem.NameIsAlias].
    ///
    /// The name and the number are taken under the lock, and the batch is queued there, so that
    /// numbers become durable in their order. It is waited for outside: collections created at the
    /// same time share a sync.
    ///
    /// @param counters the counters that the new collection starts with, given its definition
    public Definition create(
            CollectionName name, CollectionConfig config, Function<Definition, byte[]> counters) {
        CompletableFuture<Definition> creation;
        boolean isOwn;
        synchronized (this) {
            CompletableFuture<Definition> underWay = creations.get(name);
            isOwn = underWay == null;
            creation = underWay == null ? begin(name, config, counters) : underWay;
        }
        Definition created = commits.await(creation);
        if (!isOwn) {
            throw new DigiException(new Problem.CollectionExists(name));
        }
        return created;
    }

    private CompletableFuture<Definition> begin(
            CollectionName name, CollectionConfig config, Function<Definition, byte[]> counters) {
        requireNoCollection(name);
        if (aliases.containsKey(name)) {
            throw new DigiException(new Problem.NameIsAlias(name));
        }
        int number = ++lastNumber;
        Definition definition = Definition.create(number, name, config, extentSizeBytes);
        KvBatch batch = new KvBatch();
        put(batch, definition);
        batch.put(Families.META, Keys.counters(number), counters.apply(definition));
        putLastNumber(batch, number);
        // Known before it can end: what ends it takes it out again.
        CompletableFuture<Definition> creation = new CompletableFuture<>();
        creations.put(name, creation);
        var _ = commits.submit(batch).whenComplete((_, failure) -> ended(definition, failure));
        return creation;
    }

    private static void putLastNumber(KvBatch batch, int number) {
        batch.put(
                Families.META,
                Keys.directoryCounters(),
                ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /// By the thread that commits, which must not wait for this catalog's lock: its holder may wait
    /// for a commit.
    private void ended(Definition definition, @Nullable Throwable failure) {
        if (failure == null) {
            show(definition.number(), CatalogEntry.of(definition));
        }
        CompletableFuture<Definition> creation =
                Objects.requireNonNull(creations.remove(definition.name()));
        if (failure == null) {
            creation.complete(definition);
        } else {
            creation.completeExceptionally(failure);
        }
    }

    /// Takes the name, the aliases and the definition away and leaves a garbage row, in one batch.
    /// Returns whether it was this call that did it: the name may be another collection's by now.
    public synchronized boolean drop(Definition definition) {
        if (!has(definition)) {
            return false;
        }
        KvBatch batch = new KvBatch();
        batch.delete(Families.META, Keys.definition(definition.number()));
        batch.put(Families.META, Keys.garbage(definition.number()), new byte[] {1});
        List<CollectionName> gone =
                aliases.entrySet().stream()
                        .filter(alias -> alias.getValue() == definition.number())
                        .map(Map.Entry::getKey)
                        .toList();
        gone.forEach(alias -> batch.delete(Families.META, Keys.alias(alias)));
        commits.await(commits.submit(batch));
        gone.forEach(aliases::remove);
        names.remove(definition.name());
        entries.remove(definition.number());
        return true;
    }

    /// A number for a collection that is put together before it has a name. Until then it counts as
    /// dropped and not cleared away: whatever breaks off, the next start clears it away.
    public synchronized int reserve() {
        int number = ++lastNumber;
        KvBatch batch = new KvBatch();
        batch.put(Families.META, Keys.garbage(number), new byte[] {1});
        putLastNumber(batch, number);
        commits.await(commits.submit(batch));
        return number;
    }

    /// Gives collections that were put together under reserved numbers their names, and drops those
    /// that had these before, in one batch. Aliases of those go over to the new ones. Throws
    /// [Problem.CollectionExists] if a name is being given away just now, and
    /// [Problem.NameIsAlias].
    ///
    /// @param aliasesToo further aliases, by their names, and which collection each is for
    /// @return the numbers and names of what was dropped
    public synchronized Map<Integer, CollectionName> replace(
            List<Definition> collections, Map<CollectionName, CollectionName> aliasesToo) {
        Replacement replacement = Replacement.of(collections, aliasesToo, names, aliases);
        replacement.check(creations.keySet());
        commits.await(commits.submit(replacement.batch()));
        collections.forEach(made -> show(made.number(), CatalogEntry.of(made)));
        aliases.putAll(replacement.aliasesAfter());
        replacement.dropped().keySet().forEach(entries::remove);
        return replacement.dropped();
    }

    /// Writes a changed definition into a batch; [#changed] follows once it is committed.
    public static void put(KvBatch batch, Definition definition) {
        batch.put(
                Families.META,
                Keys.definition(definition.number()),
                DefinitionCodec.encode(definition));
    }

    /// Shows the definition that a collection has after a change was committed. It is asked for
    /// while others who show one wait, so that of two changes the later is shown last. Like
    /// everything that the committing thread calls, it does not take this catalog's lock.
    public void changed(int number, Supplier<Definition> latest) {
        entries.computeIfPresent(number, (_, _) -> CatalogEntry.of(latest.get()));
    }

    /// Applies all of the changes, or none.
    public synchronized void changeAliases(List<AliasChange> changes) {
        Map<CollectionName, Integer> after = new TreeMap<>(aliases);
        changes.forEach(change -> apply(change, after));
        KvBatch batch = new KvBatch();
        for (CollectionName alias : aliases.keySet()) {
            if (!after.containsKey(alias)) {
                batch.delete(Families.META, Keys.alias(alias));
            }
        }
        after.forEach((alias, number) ->
                batch.put(
                        Families.META,
                        Keys.alias(alias),
                        ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
        commits.await(commits.submit(batch));
        aliases.keySet().retainAll(after.keySet());
        aliases.putAll(after);
    }

    private void apply(AliasChange change, Map<CollectionName, Integer> aliasesAfter) {
        switch (change) {
            case AliasChange.Create(CollectionName collection, CollectionName alias) -> {
                Integer target = names.get(collection);
                if (target == null) {
                    throw new DigiException(new Problem.CollectionNotFound(collection));
                }
                requireNoCollection(alias);
                aliasesAfter.put(alias, target);
            }
            case AliasChange.Delete(CollectionName alias) -> aliasesAfter.remove(alias);
            case AliasChange.Rename(CollectionName from, CollectionName to) -> {
                Integer number = aliasesAfter.remove(from);
                if (number == null) {
                    throw new DigiException(new Problem.AliasNotFound(from));
                }
                requireNoCollection(to);
                aliasesAfter.put(to, number);
            }
        }
    }

    /// One that is being created counts: looked for there first, since it moves from there to the
    /// others.
    private void requireNoCollection(CollectionName name) {
        if (creations.containsKey(name) || names.containsKey(name)) {
            throw new DigiException(new Problem.CollectionExists(name));
        }
    }

    private void show(int number, CatalogEntry entry) {
        entries.put(number, entry);
        names.put(entry.name(), number);
    }
}
