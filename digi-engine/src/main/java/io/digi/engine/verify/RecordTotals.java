package io.digi.engine.verify;

import io.digi.engine.collection.Counters;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/// What the stored points of a collection add up to.
final class RecordTotals {
    private final Map<Integer, Long> rowEnds = new HashMap<>();
    private final Map<Integer, Roaring64Bitmap> rows = new HashMap<>();
    private long pointCount;
    private long vectorCount;
    private int slotEnd;
    private long operationNumber;

    /// A record that is there, readable or not.
    void addRecord(int slot) {
        pointCount++;
        slotEnd = Math.max(slotEnd, slot + 1);
    }

    void add(StoredPoint point, Set<Integer> without) {
        operationNumber = Math.max(operationNumber, point.version());
        for (StoredVector vector : point.vectors()) {
            if (!without.contains(vector.vector())) {
                vectorCount++;
                addRow(vector.vector(), vector.row());
            }
        }
    }

    private void addRow(int vector, long row) {
        rowEnds.merge(vector, row + 1, Math::max);
        rows.computeIfAbsent(vector, _ -> new Roaring64Bitmap()).addLong(row);
    }

    /// A row in the store, which some point has or had.
    void sawRow(int vector, long row) {
        rowEnds.merge(vector, row + 1, Math::max);
    }

    void sawOperation(long number) {
        operationNumber = Math.max(operationNumber, number);
    }

    /// Whether a point has a row of a vector.
    boolean hasRow(int vector, long row) {
        Roaring64Bitmap known = rows.get(vector);
        return known != null && known.contains(row);
    }

    /// Whether a point has one of the rows `[from, until)` of a vector.
    boolean hasRowIn(int vector, long from, long until) {
        Roaring64Bitmap known = rows.get(vector);
        if (known == null) {
            return false;
        }
        var next = known.getLongIteratorFrom(from);
        return next.hasNext() && next.next() < until;
    }

    long pointCount() {
        return pointCount;
    }

    long vectorCount() {
        return vectorCount;
    }

    /// The counters that agree with all of this, and otherwise with what was stored.
    Counters corrected(Counters stored) {
        Map<Integer, Counters.RowCounters> right = new HashMap<>();
        stored.rows()
                .forEach((vector, row) -> {
                    long end = Math.max(row.end(), row.drained());
                    long seen = rowEnds.getOrDefault(vector, 0L);
                    right.put(vector, new Counters.RowCounters(Math.max(end, seen), row.drained()));
                });
        return new Counters(
                Math.max(stored.operationNumber(), operationNumber),
                Math.max(stored.slotEnd(), slotEnd),
                pointCount,
                right);
    }
}
