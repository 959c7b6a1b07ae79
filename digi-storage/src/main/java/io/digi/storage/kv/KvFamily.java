package io.digi.storage.kv;

import java.util.Set;

/// A key space of its own inside a store. All families of a store are named when it is opened and
/// never change afterwards; two families are the same if their names are.
public record KvFamily(String name, Set<Trait> traits) {
    /// How a family is used, so that its files can be laid out for it.
    public enum Trait {
        /// Most reads are for one key: bloom filters over whole keys.
        POINT_LOOKUPS,
        /// Values are of a kilobyte and more: larger blocks, so that the block index stays small.
        LARGE_VALUES,
        /// Values shrink: LZ4, and ZSTD on the last level.
        COMPRESSED
    }

    public KvFamily {
        if (!name.matches("[a-z][a-z_]{0,31}")) {
            throw new IllegalArgumentException(
                    "family name \"%s\": expected 1 to 32 of a-z and _".formatted(name));
        }
        traits = Set.copyOf(traits);
    }

    public static KvFamily of(String name, Trait... traits) {
        return new KvFamily(name, Set.of(traits));
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KvFamily family && family.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
