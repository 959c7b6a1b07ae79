package io.digi.engine.slot;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// An immutable set of slots (0 to [#SLOT_MAX]). A changed set is a new one that shares what did
/// not change, so a view keeps its sets for nothing while writers go on:
///
/// - up to [#FEW_MAX] slots stand in one sorted array: postings of rare values cost 40 to 72 bytes;
/// - more stand in chunks of 65,536 slots, present only where there are slots, each in the smallest
///   of the forms of Roaring bitmaps [1]. A chunk is never mutated once a set has it.
///
/// Which of the two a set has depends on its cardinality alone. Sets are safe for use by any
/// thread; equality is equality of contents.
///
/// [1] D. Lemire et al., Roaring bitmaps: Implementation of an optimized software library, 2018.
public abstract sealed class SlotSet permits FewSlots, ChunkedSlots {
    /// The greatest slot: one below the greatest int, so that an exclusive end is an int too.
    public static final int SLOT_MAX = Integer.MAX_VALUE - 1;

    /// The most slots of a set without chunks.
    static final int FEW_MAX = 8;

    SlotSet() {}

    public static SlotSet empty() {
        return FewSlots.NONE;
    }

    public static SlotSet of(int... slots) {
        SlotSetEditor editor = empty().edit();
        for (int slot : slots) {
            editor.add(slot);
        }
        return editor.build();
    }

    /// The slots `from` ≤ slot < `to`.
    public static SlotSet range(int from, int to) {
        SlotSetEditor editor = empty().edit();
        editor.addRange(from, to);
        return editor.build();
    }

    /// The set that [#writeTo] wrote.
    public static SlotSet readFrom(ByteReader in) {
        return SlotSetCodec.read(in);
    }

    public abstract boolean contains(int slot);

    public abstract int cardinality();

    /// The least slot of the set that is at least `from`, or -1.
    public abstract int nextSlot(int from);

    /// Gives the slots to `sink`, ascending.
    public abstract void forEach(IntConsumer sink);

    /// The slots, ascending.
    public abstract PrimitiveIterator.OfInt iterator();

    /// The slots, ascending, in batches.
    public abstract SlotBatches batches();

    /// Sets the bits of the slots: slot `s` is bit `s & 63` of word `s >>> 6`. Slots for which
    /// there is no word are passed over.
    public abstract void setBits(long[] words);

    /// An estimate of the heap this set holds, with what it shares with others.
    public abstract long memoryBytes();

    /// How many slots are in both.
    public int andCardinality(SlotSet other) {
        return and(other).cardinality();
    }

    public final SlotSet and(SlotSet other) {
        if (isSame(other)) {
            return this;
        }
        return switch (this) {
            case FewSlots few -> few.keep(other::contains);
            case ChunkedSlots mine ->
                    switch (other) {
                        case FewSlots few -> few.keep(this::contains);
                        case ChunkedSlots others -> ChunkAlgebra.and(mine, others);
                    };
        };
    }

    public final SlotSet or(SlotSet other) {
        if (other.isEmpty()) {
            return this;
        }
        if (this instanceof ChunkedSlots mine && other instanceof ChunkedSlots others) {
            return ChunkAlgebra.or(mine, others);
        }
        boolean mineIsLarger = cardinality() >= other.cardinality();
        SlotSetEditor editor = (mineIsLarger ? this : other).edit();
        editor.addAll(mineIsLarger ? other : this);
        return editor.build();
    }

    public final SlotSet andNot(SlotSet other) {
        if (other.isEmpty()) {
            return this;
        }
        return switch (this) {
            case FewSlots few -> few.keep(slot -> !other.contains(slot));
            case ChunkedSlots mine ->
                    switch (other) {
                        case FewSlots few -> mine.without(few);
                        case ChunkedSlots others -> ChunkAlgebra.andNot(mine, others);
                    };
        };
    }

    @SuppressWarnings("ReferenceEquality") // Equality of contents would cost what it saves.
    private boolean isSame(SlotSet other) {
        return this == other;
    }

    public final boolean isEmpty() {
        return cardinality() == 0;
    }

    /// An editor that starts from this set.
    public final SlotSetEditor edit() {
        return new SlotSetEditor(this);
    }

    public final IntStream stream() {
        IntStream.Builder slots = IntStream.builder();
        forEach(slots::add);
        return slots.build();
    }

    /// Writes the set; equal sets give equal bytes.
    public final void writeTo(ByteWriter out) {
        SlotSetCodec.write(this, out);
    }

    @Override
    public final boolean equals(Object object) {
        return object instanceof SlotSet other
                && cardinality() == other.cardinality()
                && andNot(other).isEmpty();
    }

    @Override
    public final int hashCode() {
        int[] hash = {cardinality()};
        forEach(slot -> hash[0] = 31 * hash[0] + slot);
        return hash[0];
    }

    @Override
    public final String toString() {
        int shownMax = 20;
        StringBuilder text = new StringBuilder("{");
        PrimitiveIterator.OfInt slots = iterator();
        for (int i = 0; i < shownMax && slots.hasNext(); i++) {
            text.append(i == 0 ? "" : ", ").append(slots.nextInt());
        }
        text.append(slots.hasNext() ? ", … %d in all}".formatted(cardinality()) : "}");
        return text.toString();
    }

    static void requireSlot(int slot) {
        if (slot < 0 || slot > SLOT_MAX) {
            throw new IllegalArgumentException("a slot is from 0 to SLOT_MAX: " + slot);
        }
    }
}
