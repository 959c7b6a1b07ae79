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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All collections and aliases of a directory. Changes are durable when a method returns.
public final class Catalog {
    /// Commits a batch and waits for it.
    private final Consumer<KvBatch> commit;

    private final long extentSizeBytes;
    private final Map<CollectionName, Definition> byName = new ConcurrentHashMap<>();
    private final Map<Integer, Definition> byNumber = new ConcurrentHashMap<>();
    private final Map<CollectionName, Integer> aliases = new ConcurrentHashMap<>();
    private int lastNumber;

    private Catalog(Consumer<KvBatch> commit, long extentSizeBytes) {
        this.commit = commit;
        this.extentSizeBytes = extentSizeBytes;
    }

    /// Reads what a directory has.
    ///
    /// @param extentSizeBytes about how large the extents of new collections become
    public static Catalog load(KvReads kv, Consumer<KvBatch> commit, long extentSizeBytes) {
        Catalog catalog = new Catalog(commit, extentSizeBytes);
        try (KvCursor cursor = kv.scan(Families.META, KvRange.prefix(Keys.tag('n')))) {
            while (cursor.next()) {
                Definition definition = DefinitionCodec.decode(cursor.value());
                // A change that was on its way when the collection was dropped may have come last.
                if (kv.get(Families.META, Keys.garbage(definition.number())).isEmpty()) {
                    catalog.show(definition);
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

    /// The collection of a name or alias. Throws [Problem.CollectionNotFound].
    public Definition require(CollectionName name) {
        return find(name)
                .orElseThrow(() -> new DigiException(new Problem.CollectionNotFound(name)));
    }

    /// The collection of a name or alias.
    public Optional<Definition> find(CollectionName name) {
        Definition definition = byName.get(name);
        if (definition != null) {
            return Optional.of(definition);
        }
        Integer number = aliases.get(name);
        return number == null ? Optional.empty() : Optional.ofNullable(byNumber.get(number));
    }

    /// Whether a collection has not been dropped.
    public boolean has(Definition definition) {
        return byNumber.containsKey(definition.number());
    }

    /// All collections in the order of their names.
    public List<Definition> all() {
        return byName.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /// All aliases in the order of their names.
    public List<Alias> aliases() {
        List<Alias> found = new ArrayList<>();
        new TreeMap<>(aliases)
                .forEach((alias, number) -> {
                    Definition definition = byNumber.get(number);
                    if (definition != null) {
                        found.add(new Alias(alias, definition.name()));
                    }
                });
        return found;
    }

    /// Adds a collection. Throws [Problem.CollectionExists] or [Problem.NameIsAlias].
    ///
    /// @param counters the counters that the new collection starts with, given its definition
    public synchronized Definition create(
            CollectionName name,
            CollectionConfig config,
            java.util.function.Function<Definition, byte[]> counters) {
        if (byName.containsKey(name)) {
            throw new DigiException(new Problem.CollectionExists(name));
        }
        if (aliases.containsKey(name)) {
            throw new DigiException(new Problem.NameIsAlias(name));
        }
        int number = lastNumber + 1;
        Definition definition = Definition.create(number, name, config, extentSizeBytes);
        KvBatch batch = new KvBatch();
        put(batch, definition);
        batch.put(Families.META, Keys.counters(number), counters.apply(definition));
        batch.put(
                Families.META,
                Keys.directoryCounters(),
                ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        commit.accept(batch);
        lastNumber = number;
        show(definition);
        return definition;
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
        commit.accept(batch);
        gone.forEach(aliases::remove);
        byName.remove(definition.name());
        byNumber.remove(definition.number());
        return true;
    }

    /// Writes a changed definition into a batch; [#changed] follows once it is committed.
    public static void put(KvBatch batch, Definition definition) {
        batch.put(
                Families.META,
                Keys.definition(definition.number()),
                DefinitionCodec.encode(definition));
    }

    /// Shows the definition that a collection has after a change was committed. It is asked for
    /// here, so that of two changes the later is shown last.
    public synchronized void changed(Supplier<Definition> latest) {
        Definition definition = latest.get();
        if (byNumber.containsKey(definition.number())) {
            show(definition);
        }
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
        commit.accept(batch);
        aliases.keySet().retainAll(after.keySet());
        aliases.putAll(after);
    }

    private void apply(AliasChange change, Map<CollectionName, Integer> aliasesAfter) {
        switch (change) {
            case AliasChange.Create(CollectionName collection, CollectionName alias) -> {
                Definition target = byName.get(collection);
                if (target == null) {
                    throw new DigiException(new Problem.CollectionNotFound(collection));
                }
                requireFree(alias);
                aliasesAfter.put(alias, target.number());
            }
            case AliasChange.Delete(CollectionName alias) -> aliasesAfter.remove(alias);
            case AliasChange.Rename(CollectionName from, CollectionName to) -> {
                Integer number = aliasesAfter.remove(from);
                if (number == null) {
                    throw new DigiException(new Problem.AliasNotFound(from));
                }
                requireFree(to);
                aliasesAfter.put(to, number);
            }
        }
    }

    private void requireFree(CollectionName alias) {
        if (byName.containsKey(alias)) {
            throw new DigiException(new Problem.CollectionExists(alias));
        }
    }

    private void show(Definition definition) {
        byName.put(definition.name(), definition);
        byNumber.put(definition.number(), definition);
    }
}
