package io.digi.engine.plan;

import io.digi.engine.generation.FoundSlots;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import java.util.Arrays;

/// Slots that searches on codes found, each once, and the score that each may have at best.
final class CandidateSlots implements FoundSlots {
    private static final int FIRST_CAPACITY = 128;

    /// The score's place in the order of scores in the upper half, the slot in the lower.
    private long[] entries = new long[FIRST_CAPACITY];

    private int count;
    private SlotSetEditor seen = SlotSet.empty().edit();

    int count() {
        return count;
    }

    void clear() {
        count = 0;
        seen = SlotSet.empty().edit();
    }

    @Override
    public void add(int slot, float bestPossible) {
        if (seen.contains(slot)) {
            return;
        }
        seen.add(slot);
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = (long) keyOf(bestPossible) << Integer.SIZE | slot;
    }

    void addAll(CandidateSlots others) {
        for (int i = 0; i < others.count; i++) {
            add(others.slot(i), others.bestPossible(i));
        }
    }

    /// Brings the candidates into the order in which they are compared.
    void sort() {
        Arrays.sort(entries, 0, count);
    }

    int slot(int rank) {
        return (int) entries[rank];
    }

    /// No candidate of this rank or a higher one has a better score.
    float bestPossible(int rank) {
        return scoreOf((int) (entries[rank] >> Integer.SIZE));
    }

    /// Integers in the opposite order of the scores.
    private static int keyOf(float score) {
        int bits = Float.floatToRawIntBits(score);
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }

    private static float scoreOf(int key) {
        int bits = ~key;
        return Float.intBitsToFloat(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }
}
