package io.digi.engine.collection;

import io.digi.engine.slot.SlotSet;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.Arrays;

/// Gives out slots: freed ones first, then new ones. A freed slot may be used at once, since
/// nothing that a read consults by slot is changed in place (see [SlotRows]). For the one thread
/// that orders a collection's writes.
public final class SlotAllocator {
    private static final int FIRST_CAPACITY = 16;

    /// The free slots stand in the first `freeCount` places; the last is given out next.
    private int[] free = {};

    private int freeCount;
    private int end;

    /// @param end the first slot never given out
    /// @param live the slots below `end` that are taken
    public SlotAllocator(int end, SlotSet live) {
        this.end = end;
        int gaps = end - live.cardinality();
        if (gaps > 0) {
            free = new int[gaps];
            // The lowest is given out first.
            for (int slot = end - 1; slot >= 0; slot--) {
                if (!live.contains(slot)) {
                    free[freeCount++] = slot;
                }
            }
        }
    }

    public int take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (end == Integer.MAX_VALUE) {
            throw new DigiException(
                    new Problem.NotSupported("a collection holds at most 2147483647 points"));
        }
        return end++;
    }

    public void release(int slot) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(FIRST_CAPACITY, freeCount + (freeCount >> 1)));
        }
        free[freeCount++] = slot;
    }

    /// The first slot never given out.
    public int end() {
        return end;
    }
}
