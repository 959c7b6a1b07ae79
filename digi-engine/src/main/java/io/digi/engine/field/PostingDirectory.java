package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where the blocks of a file of postings are: by block a value that parts it from the one before,
/// its place, and how many values come before it; by group of blocks the place of its union.
///
/// @param firsts no value of a block is below its own here, no value of an earlier one reaches it
/// @param starts how many values come before each block; at the end, how many there are
record PostingDirectory<K extends Comparable<K>>(
        List<K> firsts, Places blocks, List<Integer> starts, Places unions, long memoryBytes) {
    /// Blocks that have a union together.
    static final int GROUP = 64;

    /// Where parts of the file are.
    record Places(List<Long> offsets, List<Integer> sizes) {
        Places {
            offsets = List.copyOf(offsets);
            sizes = List.copyOf(sizes);
        }

        int count() {
            return offsets.size();
        }
    }

    PostingDirectory {
        firsts = List.copyOf(firsts);
        starts = List.copyOf(starts);
    }

    /// Reads what [PostingFileWriter] wrote behind the traits.
    static <K extends Comparable<K>> PostingDirectory<K> read(
            ByteReader in, PostingIndex<K> shape) {
        int count = in.readCount(/* bytesEach= */ 4);
        List<K> firsts = new ArrayList<>(count);
        List<Long> offsets = new ArrayList<>(count);
        List<Integer> sizes = new ArrayList<>(count);
        List<Integer> starts = new ArrayList<>(count + 1);
        int values = 0;
        // A reference, an offset, a size and a count, each of the latter boxed.
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            K first = shape.readValue(in);
            if (i > 0 && firsts.getLast().compareTo(first) >= 0) {
                throw in.damaged("blocks of the index do not ascend");
            }
            firsts.add(first);
            offsets.add(in.readVarint());
            sizes.add((int) in.readVarint());
            starts.add(values);
            values = Math.addExact(values, (int) in.readVarint());
            bytes += shape.keyBytes(first) + 72;
        }
        starts.add(values);
        Places blocks = new Places(offsets, sizes);
        Places unions = readPlaces(in);
        if (unions.count() != (count + GROUP - 1) / GROUP) {
            throw in.damaged("%d unions of %d blocks".formatted(unions.count(), count));
        }
        in.expectEnd();
        return new PostingDirectory<>(firsts, blocks, starts, unions, bytes);
    }

    private static Places readPlaces(ByteReader in) {
        int count = in.readCount(/* bytesEach= */ 2);
        List<Long> offsets = new ArrayList<>(count);
        List<Integer> sizes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            offsets.add(in.readVarint());
            sizes.add((int) in.readVarint());
        }
        return new Places(offsets, sizes);
    }

    int blockCount() {
        return firsts.size();
    }

    int valueCount() {
        return starts.getLast();
    }

    int valueCount(int block) {
        return starts.get(block + 1) - starts.get(block);
    }

    /// The one block that may have a value; -1 if it is before all.
    int blockOf(K key) {
        int index = Collections.binarySearch(firsts, key);
        return index >= 0 ? index : -2 - index;
    }
}
