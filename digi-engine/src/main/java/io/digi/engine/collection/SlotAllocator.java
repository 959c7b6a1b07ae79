package io.digi.engine.collection;

import io.digi.engine.slot.SlotSet;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.util.ArrayDeque;

/// Gives out slots: freed ones first, then new ones. A freed slot may be used at once, since
/// nothing that a read consults by slot is changed in place (see [SlotRows]). For the one thread
/// that orders a collection's writes.
public final class SlotAllocator {
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int end;

    /// @param end the first slot never given out
    /// @param live the slots below `end` that are taken
    public SlotAllocator(int end, SlotSet live) {
        this.end = end;
        if (live.cardinality() < end) {
            for (int slot = 0; slot < end; slot++) {
                if (!live.contains(slot)) {
                    free.add(slot);
                }
            }
        }
    }

    public int take() {
        if (!free.isEmpty()) {
            return free.poll();
        }
        if (end == Integer.MAX_VALUE) {
            throw new DigiException(
                    new Problem.NotSupported("a collection holds at most 2147483647 points"));
        }
        return end++;
    }

    public void release(int slot) {
        free.add(slot);
    }

    /// The first slot never given out.
    public int end() {
        return end;
    }
}
