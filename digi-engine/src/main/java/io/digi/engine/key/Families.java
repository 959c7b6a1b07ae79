package io.digi.engine.key;

import io.digi.storage.kv.KvFamily;
import io.digi.storage.kv.KvFamily.Trait;
import java.util.List;

/// The column families of a storage directory. They are fixed: none belongs to one collection.
public final class Families {
    /// Collections, aliases, counters, garbage.
    public static final KvFamily META = KvFamily.of("meta", Trait.POINT_LOOKUPS);

    /// (collection, tenant, id) → slot.
    public static final KvFamily IDS = KvFamily.of("ids", Trait.POINT_LOOKUPS);

    /// (collection, slot) → the stored point, without its vectors' elements.
    public static final KvFamily RECORDS =
            KvFamily.of("records", Trait.POINT_LOOKUPS, Trait.COMPRESSED);

    /// (collection, vector, row) → elements of a vector that no extent holds yet.
    public static final KvFamily ROWS = KvFamily.of("rows", Trait.LARGE_VALUES);

    /// (collection, operation number, piece) → slots that the operation changed.
    public static final KvFamily CHANGES = KvFamily.of("changes");

    public static final List<KvFamily> ALL = List.of(META, IDS, RECORDS, ROWS, CHANGES);

    private Families() {}
}
