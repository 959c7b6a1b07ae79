package io.digi.engine.plan;

import io.digi.engine.collection.ReadView;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.slot.SlotSet;
import io.digi.model.engine.Call;
import io.digi.model.filter.Filter;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.SearchStep;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads matching points in the order of their ids (across tenants: of tenant and id).
final class ScrollReader {
    /// So few candidates are fetched and sorted, rather than looked for among all ids.
    private static final int SORTED_MAX = 2_000;

    private static final int CHECK_INTERVAL = 1_024;

    private final QueryTrace trace;
    private final Call call;
    private final ReadView view;
    private final PointReader reader;
    private final TenantScope tenants;

    ScrollReader(QueryTrace trace, ReadView view, PointReader reader, TenantScope tenants) {
        this.trace = trace;
        this.call = trace.call();
        this.view = view;
        this.reader = reader;
        this.tenants = tenants;
    }

    ScrollPage page(PointRead.Scroll scroll) {
        start(scroll.from());
        reader.requireVectors(scroll.selection());
        int wanted = (int) Math.min(Integer.MAX_VALUE, scroll.limit() + 1L);
        List<StoredPoint> points = from(scroll.filter(), scroll.from(), wanted);
        Optional<ScrollPosition> next =
                points.size() == wanted
                        ? Optional.of(positionOf(points.getLast()))
                        : Optional.empty();
        List<PointRecord> records =
                points.stream()
                        .limit(scroll.limit())
                        .map(point -> reader.record(point, scroll.selection()))
                        .toList();
        return new ScrollPage(records, next);
    }

    /// The first `count` matching points.
    List<StoredPoint> first(Filter filter, int count) {
        return from(filter, Optional.empty(), count);
    }

    private List<StoredPoint> from(Filter filter, Optional<ScrollPosition> from, int count) {
        Matching matching = Matching.of(view, tenants, reader, filter, trace);
        byte[] start = start(from);
        trace.begin(QueryPhase.FETCH);
        List<StoredPoint> points =
                matching.candidates().cardinality() <= SORTED_MAX
                        ? sorted(matching, start, count)
                        : scanned(matching, start, count);
        trace.add(new SearchStep.InIdOrder(points.size()));
        return points;
    }

    private List<StoredPoint> sorted(Matching matching, byte[] start, int count) {
        List<StoredPoint> points = new ArrayList<>();
        reader.forEachAt(
                matching.among(call, matching.candidates()), (point, _) -> points.add(point));
        trace.addReadRecords(points.size());
        return points.stream()
                .filter(point -> Arrays.compareUnsigned(keyOf(point), start) >= 0)
                .sorted(Comparator.comparing(this::keyOf, Arrays::compareUnsigned))
                .limit(count)
                .toList();
    }

    private List<StoredPoint> scanned(Matching matching, byte[] start, int count) {
        SlotSet candidates = matching.candidates();
        List<StoredPoint> points = new ArrayList<>();
        int seen = 0;
        try (KvCursor ids = view.kv().scan(Families.IDS, range(start))) {
            while (points.size() < count && ids.next()) {
                if (++seen % CHECK_INTERVAL == 0) {
                    call.check("scroll");
                }
                int slot = ByteBuffer.wrap(ids.value()).getInt();
                if (candidates.contains(slot)) {
                    StoredPoint point = reader.at(slot);
                    trace.addReadRecords(1);
                    if (matching.passes(slot, point)) {
                        points.add(point);
                    }
                }
            }
        }
        return points;
    }

    /// The ids of the scope from a key on.
    private KvRange range(byte[] start) {
        KvRange whole = tenants.idRange();
        byte[] lower = Arrays.compareUnsigned(start, whole.lower()) > 0 ? start : whole.lower();
        return whole.upper()
                .map(upper -> KvRange.between(lower, upper))
                .orElseGet(() -> KvRange.from(lower));
    }

    /// The key that a page begins at.
    private byte[] start(Optional<ScrollPosition> from) {
        int number = view.state().definition().number();
        if (from.isEmpty()) {
            return Keys.collection(number);
        }
        return Keys.id(number, tenants.tenantOf(from.get()), from.get().id());
    }

    private byte[] keyOf(StoredPoint point) {
        TenantAndId name = point.name();
        return Keys.id(view.state().definition().number(), name.tenant(), name.id());
    }

    private ScrollPosition positionOf(StoredPoint point) {
        return new ScrollPosition(
                tenants.spansTenants() ? point.name().tenant() : Optional.empty(),
                point.name().id());
    }
}
