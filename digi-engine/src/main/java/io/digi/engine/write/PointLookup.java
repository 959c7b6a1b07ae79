package io.digi.engine.write;

import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.storage.kv.KvReads;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Points of one collection as the last ordered operation left them, committed or not.
final class PointLookup implements StoredPoints {
    /// What was found under a name: nothing, or a point in its slot.
    record Found(TenantAndId name, int slot, Optional<StoredPoint> point) {}

    private static final int NO_SLOT = -1;

    private final int collection;
    private final Overlay overlay;
    private final KvReads kv;

    PointLookup(int collection, Overlay overlay, KvReads kv) {
        this.collection = collection;
        this.overlay = overlay;
        this.kv = kv;
    }

    /// One answer for each name, in their order.
    List<Found> find(List<TenantAndId> names) {
        List<Found> found = new ArrayList<>(names.size());
        for (TenantAndId name : names) {
            found.add(find(name));
        }
        return found;
    }

    @Override
    public Optional<StoredPoint> at(int slot) {
        Overlay.Entry entry = overlay.find(slot);
        if (entry != null) {
            return entry.point();
        }
        return kv.get(Families.RECORDS, Keys.record(collection, slot)).map(RecordCodec::decode);
    }

    private Found find(TenantAndId name) {
        Overlay.Entry entry = overlay.find(name);
        if (entry != null) {
            return new Found(name, entry.slot(), entry.point());
        }
        Optional<byte[]> slot = kv.get(Families.IDS, Keys.id(collection, name.tenant(), name.id()));
        if (slot.isEmpty()) {
            return new Found(name, NO_SLOT, Optional.empty());
        }
        int number = ByteBuffer.wrap(slot.get()).getInt();
        return new Found(name, number, at(number));
    }
}
