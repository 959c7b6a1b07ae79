package io.digi.engine.plan;

import io.digi.engine.generation.FoundSlots;
import java.util.Arrays;

/// Slots that searches on codes found, each once, with their estimated scores.
final class CandidateSlots implements FoundSlots {
    private static final int FIRST_CAPACITY = 256;

    /// The score's place in the order of scores in the upper half, the entry in the lower.
    private long[] order = {};

    private int[] slots = {};
    private float[] scores = {};
    private float[] errors = {};
    private int count;

    /// Entries by the hash of their slots, one added; twice as many places as there may be entries.
    private int[] places = {};

    int count() {
        return count;
    }

    @Override
    public void add(int slot, float score, float error) {
        if (count == slots.length) {
            grow();
        }
        int place = placeOf(slot);
        if (places[place] == 0) {
            order[count] = ((long) keyOf(score + error) << Integer.SIZE) | count;
            slots[count] = slot;
            scores[count] = score;
            errors[count] = error;
            places[place] = ++count;
        }
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, 2 * count);
        order = Arrays.copyOf(order, capacity);
        slots = Arrays.copyOf(slots, capacity);
        scores = Arrays.copyOf(scores, capacity);
        errors = Arrays.copyOf(errors, capacity);
        places = new int[2 * capacity];
        keepFirst(count);
    }

    /// Where a slot is, or could be.
    private int placeOf(int slot) {
        int mask = places.length - 1;
        int place = ((slot * 0x9E3779B9) >>> 8) & mask;
        while (places[place] != 0 && slots[places[place] - 1] != slot) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /// Forgets all but the first `kept` that were added.
    void keepFirst(int kept) {
        count = kept;
        Arrays.fill(places, 0);
        for (int entry = 0; entry < count; entry++) {
            places[placeOf(slots[entry])] = entry + 1;
        }
    }

    /// Brings the candidates into the order in which they are compared: those first whose scores
    /// may well be the best.
    void sort() {
        Arrays.sort(order, 0, count);
    }

    int slot(int rank) {
        return slots[(int) order[rank]];
    }

    /// How many candidates of a rank and higher ones are to be expected to have a score of at least
    /// `bar`; counts no further than to `enough`.
    float expectedAbove(float bar, int fromRank, float enough) {
        float expected = 0;
        for (int rank = fromRank; rank < count && expected < enough; rank++) {
            int entry = (int) order[rank];
            expected += HitChance.of(scores[entry], errors[entry], bar);
        }
        return expected;
    }

    /// Integers in the opposite order of the scores.
    private static int keyOf(float score) {
        int bits = Float.floatToRawIntBits(score);
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }
}
