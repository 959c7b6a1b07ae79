package io.digi.engine.slot;

import java.util.Arrays;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;

/// Makes changed sets out of a [SlotSet]. A chunk is copied when it is first changed; the others
/// are shared. After [#build] the editor may go on from the set it built. Not thread-safe.
public final class SlotSetEditor {
    /// A chunk of more slots becomes a bitmap when others are added to it: merging arrays copies
    /// all of it each time.
    private static final int MERGED_MAX = 512;

    /// The most slots of an array.
    private static final int ARRAY_MAX = 4_096;

    private char[] keys;
    private Container[] chunks;

    /// Whether a chunk is this editor's alone, and so may be mutated.
    private boolean[] owned;

    private int count;

    SlotSetEditor(SlotSet base) {
        int room = base instanceof ChunkedSlots chunked ? chunked.chunkCount() : 1;
        keys = new char[room];
        chunks = new Container[room];
        owned = new boolean[room];
        addAll(base);
    }

    public void add(int slot) {
        SlotSet.requireSlot(slot);
        int index = ownedChunk((char) (slot >>> 16));
        chunks[index] = chunks[index].add((char) slot);
    }

    public boolean contains(int slot) {
        int index = indexOf((char) (slot >>> 16));
        return index >= 0 && chunks[index].contains((char) slot);
    }

    /// Removes a slot; one that is not in the set is passed over.
    public void remove(int slot) {
        SlotSet.requireSlot(slot);
        char key = (char) (slot >>> 16);
        int index = indexOf(key);
        if (index >= 0 && chunks[index].contains((char) slot)) {
            own(index);
            chunks[index] = chunks[index].remove((char) slot);
        }
    }

    /// Adds the slots `from` ≤ slot < `to`.
    public void addRange(int from, int to) {
        if (from >= to) {
            return;
        }
        SlotSet.requireSlot(from);
        SlotSet.requireSlot(to - 1);
        int last = to - 1;
        int lastKey = last >>> 16;
        for (int key = from >>> 16; key <= lastKey; key++) {
            int start = key == from >>> 16 ? from & 0xffff : 0;
            int end = key == lastKey ? (last & 0xffff) + 1 : 1 << 16;
            int index = ownedChunk((char) key);
            chunks[index] = chunks[index].iadd(start, end);
        }
    }

    public void addAll(SlotSet others) {
        switch (others) {
            case FewSlots few -> few.forEach(this::add);
            case ChunkedSlots chunked -> {
                for (int i = 0; i < chunked.chunkCount(); i++) {
                    addChunk(chunked.key(i), chunked.chunk(i));
                }
            }
        }
    }

    public SlotSet build() {
        for (int i = 0; i < count; i++) {
            if (owned[i]) {
                chunks[i] = smallest(chunks[i]).runOptimize();
                chunks[i].trim();
                owned[i] = false;
            }
        }
        return ChunkedSlots.of(Arrays.copyOf(keys, count), Arrays.copyOf(chunks, count), count);
    }

    /// Few slots of a bitmap as an array.
    private static Container smallest(Container chunk) {
        boolean isSparse = chunk instanceof BitmapContainer && chunk.getCardinality() <= ARRAY_MAX;
        return isSparse ? chunk.andNot(new ArrayContainer()) : chunk;
    }

    private void addChunk(char key, Container chunk) {
        int index = indexOf(key);
        if (index < 0) {
            insert(-1 - index, key, chunk, /* own= */ false);
        } else if (!ChunkedSlots.isShared(chunks[index], chunk)) {
            if (owned[index] && chunks[index].getCardinality() > MERGED_MAX) {
                chunks[index] = chunks[index].toBitmapContainer();
            }
            chunks[index] = owned[index] ? chunks[index].ior(chunk) : chunks[index].or(chunk);
            owned[index] = true;
        }
    }

    private int ownedChunk(char key) {
        int index = indexOf(key);
        if (index >= 0) {
            own(index);
            return index;
        }
        insert(-1 - index, key, new ArrayContainer(), /* own= */ true);
        return -1 - index;
    }

    private void own(int index) {
        if (!owned[index]) {
            chunks[index] = chunks[index].clone();
            owned[index] = true;
        }
    }

    private int indexOf(char key) {
        // Slots mostly come in ascending order.
        return count == 0 || keys[count - 1] < key
                ? -1 - count
                : Arrays.binarySearch(keys, 0, count, key);
    }

    private void insert(int index, char key, Container chunk, boolean own) {
        if (count == keys.length) {
            int room = count + (count >> 1) + 1;
            keys = Arrays.copyOf(keys, room);
            chunks = Arrays.copyOf(chunks, room);
            owned = Arrays.copyOf(owned, room);
        }
        System.arraycopy(keys, index, keys, index + 1, count - index);
        System.arraycopy(chunks, index, chunks, index + 1, count - index);
        System.arraycopy(owned, index, owned, index + 1, count - index);
        keys[index] = key;
        chunks[index] = chunk;
        owned[index] = own;
        count++;
    }
}
