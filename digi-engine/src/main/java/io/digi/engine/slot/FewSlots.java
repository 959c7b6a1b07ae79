package io.digi.engine.slot;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// At most [SlotSet#FEW_MAX] slots, in one sorted array.
final class FewSlots extends SlotSet {
    static final FewSlots NONE = new FewSlots(new int[0]);

    private final int[] slots;

    private FewSlots(int[] slots) {
        this.slots = slots;
    }

    /// Takes over a sorted array without repeats.
    static FewSlots ofSorted(int[] slots) {
        return slots.length == 0 ? NONE : new FewSlots(slots);
    }

    FewSlots keep(IntPredicate condition) {
        int[] kept = Arrays.stream(slots).filter(condition).toArray();
        return kept.length == slots.length ? this : ofSorted(kept);
    }

    @Override
    public boolean contains(int slot) {
        for (int mine : slots) {
            if (mine == slot) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int cardinality() {
        return slots.length;
    }

    @Override
    public SlotBatches batches() {
        int[] from = {0};
        return into -> {
            int count = Math.min(into.length, slots.length - from[0]);
            System.arraycopy(slots, from[0], into, 0, count);
            from[0] += count;
            return count;
        };
    }

    @Override
    public void setBits(long[] words) {
        for (int slot : slots) {
            if (slot >>> 6 < words.length) {
                words[slot >>> 6] |= 1L << slot;
            }
        }
    }

    @Override
    public int nextSlot(int from) {
        for (int slot : slots) {
            if (slot >= from) {
                return slot;
            }
        }
        return -1;
    }

    @Override
    public void forEach(IntConsumer sink) {
        for (int slot : slots) {
            sink.accept(slot);
        }
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        return Arrays.stream(slots).iterator();
    }

    @Override
    public long memoryBytes() {
        return 16 + 16 + (4L * slots.length + 7 & ~7);
    }
}
