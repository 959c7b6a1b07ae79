package io.digi.storage.fake;

import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvWrites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Every value that each key ever had, by the number of the commit that wrote it, so that a view
/// costs nothing. Guarded by its store.
final class Versions {
    /// What a commit made of a key: a value, or nothing.
    private record Version(long commit, Optional<byte[]> value) {}

    /// A key and its value at one moment.
    record Entry(byte[] key, byte[] value) {}

    private final Map<KvFamily, TreeMap<byte[], List<Version>>> families = new HashMap<>();
    private long commits;

    long commits() {
        return commits;
    }

    void addFamily(KvFamily family) {
        families.computeIfAbsent(family, name -> new TreeMap<>(Arrays::compareUnsigned));
    }

    /// What the writes of the next commit go to.
    KvWrites next() {
        commits++;
        return new Writer();
    }

    Optional<byte[]> value(KvFamily family, byte[] key, long commit) {
        return at(families.get(family).getOrDefault(key, List.of()), commit);
    }

    /// The first entry of a range at or behind its lower bound.
    Optional<Entry> first(KvFamily family, KvRange range, long commit) {
        for (Map.Entry<byte[], List<Version>> each : within(family, range).entrySet()) {
            Optional<byte[]> value = at(each.getValue(), commit);
            if (value.isPresent()) {
                return Optional.of(new Entry(each.getKey().clone(), value.get()));
            }
        }
        return Optional.empty();
    }

    long sizeBytes() {
        return families.values().stream()
                .flatMap(keys -> keys.entrySet().stream())
                .mapToLong(each -> each.getKey().length + 16L * each.getValue().size())
                .sum();
    }

    /// The newest values only.
    Versions newest() {
        Versions copy = new Versions();
        KvWrites target = copy.next();
        families.forEach((family, keys) -> {
            copy.addFamily(family);
            keys.forEach((key, versions) ->
                    at(versions, commits).ifPresent(value -> target.put(family, key, value)));
        });
        return copy;
    }

    private NavigableMap<byte[], List<Version>> within(KvFamily family, KvRange range) {
        TreeMap<byte[], List<Version>> keys = families.get(family);
        if (range.isEmpty()) {
            return new TreeMap<>();
        }
        return range.upper()
                .map(upper -> keys.subMap(range.lower(), true, upper, false))
                .orElseGet(() -> keys.tailMap(range.lower(), true));
    }

    private static Optional<byte[]> at(List<Version> versions, long commit) {
        for (Version version : versions.reversed()) {
            if (version.commit() <= commit) {
                return version.value().map(byte[]::clone);
            }
        }
        return Optional.empty();
    }

    private final class Writer implements KvWrites {
        @Override
        public void put(KvFamily family, byte[] key, byte[] value) {
            add(family, key, Optional.of(value.clone()));
        }

        @Override
        public void delete(KvFamily family, byte[] key) {
            add(family, key, Optional.empty());
        }

        @Override
        public void deleteRange(KvFamily family, KvRange range) {
            within(family, range)
                    .values()
                    .forEach(versions -> versions.add(new Version(commits, Optional.empty())));
        }

        private void add(KvFamily family, byte[] key, Optional<byte[]> value) {
            families.get(family)
                    .computeIfAbsent(key.clone(), absent -> new ArrayList<>(1))
                    .add(new Version(commits, value));
        }
    }
}
