package io.digi.engine.plan;

import io.digi.engine.slot.SlotSet;
import io.digi.index.flat.RowSet;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// The rows of a set of slots, and the way back. Slots are given out in the order of rows unless
/// vectors were replaced or slots reused; so mostly the rows are ascending as they come.
final class CandidateRows implements RowSet {
    private final int[] slots;
    private final long[] rows;
    private final long[] ascending;
    private final boolean inOrder;

    private CandidateRows(int[] slots, long[] rows) {
        this.slots = slots;
        this.rows = rows;
        this.inOrder = isAscending(rows);
        this.ascending = inOrder ? rows : sorted(rows);
    }

    /// @param rowOf the row of a slot
    static CandidateRows of(SlotSet slots, IntToLongFunction rowOf) {
        int count = slots.cardinality();
        int[] slotArray = new int[count];
        long[] rowArray = new long[count];
        int[] next = {0};
        slots.forEach(slot -> {
            slotArray[next[0]] = slot;
            rowArray[next[0]++] = rowOf.applyAsLong(slot);
        });
        return new CandidateRows(slotArray, rowArray);
    }

    int count() {
        return rows.length;
    }

    /// The slots of some of the rows, in the order asked for.
    int[] slotsOf(long[] wanted) {
        int[] found = new int[wanted.length];
        if (inOrder) {
            for (int i = 0; i < wanted.length; i++) {
                found[i] = slots[Arrays.binarySearch(rows, wanted[i])];
            }
            return found;
        }
        long[] order = sorted(wanted);
        int[] slotByOrder = new int[order.length];
        for (int i = 0; i < rows.length; i++) {
            int at = Arrays.binarySearch(order, rows[i]);
            if (at >= 0) {
                slotByOrder[at] = slots[i];
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            found[i] = slotByOrder[Arrays.binarySearch(order, wanted[i])];
        }
        return found;
    }

    @Override
    public boolean contains(long row) {
        return Arrays.binarySearch(ascending, row) >= 0;
    }

    @Override
    public long nextRow(long from) {
        int at = Arrays.binarySearch(ascending, from);
        int next = at >= 0 ? at : -at - 1;
        return next < ascending.length ? ascending[next] : NONE;
    }

    @Override
    public long nextGap(long from) {
        int at = Arrays.binarySearch(ascending, from);
        if (at < 0) {
            return from;
        }
        // Rows ascend, so `ascending[i] - i` does not fall: the run ends where it first rises.
        int low = at;
        int high = ascending.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] - from == middle - at) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return ascending[low] + 1;
    }

    private static boolean isAscending(long[] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i - 1] >= rows[i]) {
                return false;
            }
        }
        return true;
    }

    private static long[] sorted(long[] rows) {
        long[] sorted = rows.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
