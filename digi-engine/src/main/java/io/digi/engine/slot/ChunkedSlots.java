package io.digi.engine.slot;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerBatchIterator;
import org.roaringbitmap.PeekableCharIterator;

/// More than [SlotSet#FEW_MAX] slots, in chunks of 65,536: chunk `i` holds the slots whose upper
/// half is `keys[i]`. Keys ascend strictly; no chunk is empty, and none is mutated.
final class ChunkedSlots extends SlotSet {
    private static final int WORDS_OF_CHUNK = 1 << 10;

    private final char[] keys;
    private final Container[] chunks;
    private final int cardinality;

    /// Takes over the arrays, all of which is used.
    private ChunkedSlots(char[] keys, Container[] chunks, int cardinality) {
        this.keys = keys;
        this.chunks = chunks;
        this.cardinality = cardinality;
    }

    /// The set of the first `count` chunks, empty ones left out. Takes over the arrays.
    static SlotSet of(char[] keys, Container[] chunks, int count) {
        int kept = 0;
        int cardinality = 0;
        for (int i = 0; i < count; i++) {
            int inChunk = chunks[i].getCardinality();
            if (inChunk > 0) {
                cardinality += inChunk;
                keys[kept] = keys[i];
                chunks[kept++] = chunks[i];
            }
        }
        ChunkedSlots set =
                new ChunkedSlots(
                        kept == keys.length ? keys : Arrays.copyOf(keys, kept),
                        kept == chunks.length ? chunks : Arrays.copyOf(chunks, kept),
                        cardinality);
        return cardinality > FEW_MAX ? set : FewSlots.ofSorted(set.toSlots());
    }

    int chunkCount() {
        return keys.length;
    }

    char key(int index) {
        return keys[index];
    }

    /// A chunk, for reading only.
    Container chunk(int index) {
        return chunks[index];
    }

    /// The index of the chunk with this key, or `-1 - (where it would be)`.
    int indexOf(char key) {
        return Arrays.binarySearch(keys, key);
    }

    /// Whether two sets share a chunk: then there is nothing to compute.
    @SuppressWarnings("ReferenceEquality") // Equality of contents would cost what it saves.
    static boolean isShared(Container a, Container b) {
        return a == b;
    }

    SlotSet without(FewSlots few) {
        SlotSetEditor editor = edit();
        few.forEach(slot -> {
            if (contains(slot)) {
                editor.remove(slot);
            }
        });
        return editor.build();
    }

    @Override
    public boolean contains(int slot) {
        if (slot < 0) {
            return false;
        }
        int index = indexOf((char) (slot >>> 16));
        return index >= 0 && chunks[index].contains((char) slot);
    }

    @Override
    public int cardinality() {
        return cardinality;
    }

    @Override
    public int nextSlot(int from) {
        int start = Math.max(from, 0);
        int index = indexOf((char) (start >>> 16));
        if (index >= 0) {
            int low = chunks[index].nextValue((char) start);
            if (low >= 0) {
                return keys[index] << 16 | low;
            }
        }
        int following = index >= 0 ? index + 1 : -1 - index;
        return following < keys.length ? keys[following] << 16 | chunks[following].first() : -1;
    }

    @Override
    public void forEach(IntConsumer sink) {
        for (int i = 0; i < keys.length; i++) {
            chunks[i].forEach(keys[i], sink::accept);
        }
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        return new Slots();
    }

    @Override
    public SlotBatches batches() {
        return new Batches();
    }

    @Override
    public void setBits(long[] words) {
        for (int i = 0; i < keys.length; i++) {
            int from = keys[i] * WORDS_OF_CHUNK;
            if (from + WORDS_OF_CHUNK <= words.length) {
                chunks[i].copyBitmapTo(words, from);
            } else if (from < words.length) {
                long[] whole = new long[WORDS_OF_CHUNK];
                chunks[i].copyBitmapTo(whole, 0);
                System.arraycopy(whole, 0, words, from, words.length - from);
            }
        }
    }

    @Override
    public int andCardinality(SlotSet other) {
        return switch (other) {
            case FewSlots few -> few.keep(this::contains).cardinality();
            case ChunkedSlots others -> ChunkAlgebra.andCardinality(this, others);
        };
    }

    @Override
    public long memoryBytes() {
        long bytes = 32 + 32 + 6L * keys.length;
        for (Container chunk : chunks) {
            bytes += 40 + chunk.getSizeInBytes();
        }
        return bytes;
    }

    private int[] toSlots() {
        int[] slots = new int[cardinality];
        int[] count = {0};
        forEach(slot -> slots[count[0]++] = slot);
        return slots;
    }

    private final class Batches implements SlotBatches {
        private int index;
        private ContainerBatchIterator inChunk = chunks[0].getBatchIterator();

        @Override
        public int next(int[] slots) {
            while (!inChunk.hasNext() && index + 1 < chunks.length) {
                inChunk = chunks[++index].getBatchIterator();
            }
            return inChunk.hasNext() ? inChunk.next(keys[index] << 16, slots) : 0;
        }
    }

    private final class Slots implements PrimitiveIterator.OfInt {
        private int index;
        private PeekableCharIterator inChunk = chunks[0].getCharIterator();

        @Override
        public boolean hasNext() {
            return inChunk.hasNext();
        }

        @Override
        public int nextInt() {
            if (!inChunk.hasNext()) {
                throw new NoSuchElementException();
            }
            int slot = keys[index] << 16 | inChunk.nextAsInt();
            if (!inChunk.hasNext() && index + 1 < chunks.length) {
                inChunk = chunks[++index].getCharIterator();
            }
            return slot;
        }
    }
}
