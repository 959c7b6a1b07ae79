package io.digi.engine.plan;

import io.digi.engine.collection.ReadView;
import io.digi.engine.key.Families;
import io.digi.engine.slot.SlotSet;
import io.digi.model.engine.Call;
import io.digi.model.filter.Filter;
import io.digi.storage.kv.KvCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The slots of all points that match, in the order of their ids, piece by piece.
public final class MatchingSlots implements AutoCloseable {
    private final PointReader reader;
    private final Matching matching;
    private final SlotSet candidates;
    private final KvCursor ids;
    private boolean more = true;

    /// @param view stays open as long as this is used
    public MatchingSlots(ReadView view, TenantScope tenants, Filter filter) {
        this.reader = new PointReader(view);
        this.matching =
                Matching.of(view, tenants, reader, filter, new QueryTrace(Call.everything()));
        this.candidates = matching.candidates();
        this.ids = view.kv().scan(Families.IDS, tenants.idRange());
    }

    /// Whether a further piece may have slots.
    public boolean hasMore() {
        return more;
    }

    /// At most `count` further slots.
    public List<Integer> next(int count) {
        List<Integer> slots = new ArrayList<>();
        while (slots.size() < count) {
            if (!ids.next()) {
                more = false;
                break;
            }
            int slot = ByteBuffer.wrap(ids.value()).getInt();
            if (candidates.contains(slot)
                    && (matching.isExact() || matching.passes(slot, reader.at(slot)))) {
                slots.add(slot);
            }
        }
        return slots;
    }

    @Override
    public void close() {
        ids.close();
    }
}
