package io.digi.engine.write;

import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Points of one collection as the operations ordered but not yet committed leave them. The thread
/// that orders operations looks here first; the committer takes out what has been committed.
final class Overlay {
    /// A point, or its absence, as of one group of operations.
    record Entry(long group, int slot, Optional<StoredPoint> point) {}

    private final Map<TenantAndId, Entry> byName = new HashMap<>();
    private final Map<Integer, Entry> bySlot = new HashMap<>();

    synchronized @Nullable Entry find(TenantAndId name) {
        return byName.get(name);
    }

    synchronized @Nullable Entry find(int slot) {
        return bySlot.get(slot);
    }

    synchronized void put(long group, int slot, StoredPoint point) {
        Entry entry = new Entry(group, slot, Optional.of(point));
        byName.put(point.name(), entry);
        bySlot.put(slot, entry);
    }

    synchronized void remove(long group, int slot, TenantAndId name) {
        Entry entry = new Entry(group, slot, Optional.empty());
        byName.put(name, entry);
        bySlot.put(slot, entry);
    }

    /// Forgets what the groups up to and including this one left, now that it is committed.
    synchronized void committed(long group) {
        byName.values().removeIf(entry -> entry.group() <= group);
        bySlot.values().removeIf(entry -> entry.group() <= group);
    }
}
