package io.digi.engine.catalog;

import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.storage.kv.KvBatch;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collections that take names over, with what else changes by that: those that had the names count
/// as dropped, and their aliases lead to the new ones.
///
/// @param made the collections, by their names
/// @param asked aliases that come with them, and which of them each is for
/// @param names the numbers of the collections that are there
/// @param aliases the numbers that the aliases lead to
record Replacement(
        Map<CollectionName, Definition> made,
        Map<CollectionName, CollectionName> asked,
        Map<CollectionName, Integer> names,
        Map<CollectionName, Integer> aliases) {
    Replacement {
        made = Map.copyOf(made);
        asked = Map.copyOf(asked);
        names = Map.copyOf(names);
        aliases = Map.copyOf(aliases);
    }

    static Replacement of(
            List<Definition> collections,
            Map<CollectionName, CollectionName> asked,
            Map<CollectionName, Integer> names,
            Map<CollectionName, Integer> aliases) {
        Map<CollectionName, Definition> byName = new HashMap<>();
        collections.forEach(collection -> byName.put(collection.name(), collection));
        return new Replacement(byName, asked, names, aliases);
    }

    /// Throws [Problem.CollectionExists] or [Problem.NameIsAlias].
    ///
    /// @param creations names that are being given away
    void check(Set<CollectionName> creations) {
        for (CollectionName name : made.keySet()) {
            if (creations.contains(name)) {
                throw new DigiException(new Problem.CollectionExists(name));
            }
            if (aliases.containsKey(name)) {
                throw new DigiException(new Problem.NameIsAlias(name));
            }
        }
        for (CollectionName alias : asked.keySet()) {
            if (creations.contains(alias) || names.containsKey(alias) || made.containsKey(alias)) {
                throw new DigiException(new Problem.CollectionExists(alias));
            }
        }
    }

    /// The numbers and names of the collections that are dropped.
    Map<Integer, CollectionName> dropped() {
        Map<Integer, CollectionName> dropped = new HashMap<>();
        made.keySet().stream()
                .filter(names::containsKey)
                .forEach(name -> dropped.put(names.get(name), name));
        return dropped;
    }

    /// The aliases that change, as they are to be.
    Map<CollectionName, Integer> aliasesAfter() {
        Map<Integer, CollectionName> dropped = dropped();
        Map<CollectionName, Integer> after = new HashMap<>();
        aliases.forEach((alias, number) -> {
            if (dropped.containsKey(number)) {
                after.put(alias, numberOf(dropped.get(number)));
            }
        });
        asked.forEach((alias, name) -> after.put(alias, numberOf(name)));
        return after;
    }

    private int numberOf(CollectionName name) {
        Definition collection = made.get(name);
        if (collection == null) {
            throw new DigiException(new Problem.CollectionNotFound(name));
        }
        return collection.number();
    }

    KvBatch batch() {
        KvBatch batch = new KvBatch();
        dropped()
                .keySet()
                .forEach(number -> {
                    batch.delete(Families.META, Keys.definition(number));
                    batch.put(Families.META, Keys.garbage(number), new byte[] {1});
                });
        made.values()
                .forEach(collection -> {
                    Catalog.put(batch, collection);
                    batch.delete(Families.META, Keys.garbage(collection.number()));
                });
        aliasesAfter()
                .forEach((alias, number) ->
                        batch.put(
                                Families.META,
                                Keys.alias(alias),
                                ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
        return batch;
    }
}
