package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.error.DigiException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/// Postings in a [PostingFile]. In memory are its directory and the few blocks that were read last;
/// a value costs one read, a range one for each 64 blocks that it spans and for those at its ends.
/// Reads throw [io.digi.model.error.Problem.Corrupt] for what is not as it was written.
final class StoredPostings<K extends Comparable<K>> implements ValuePostings<K> {
    private static final int KEPT_BLOCKS = 8;

    /// About what a block of 8 KiB holds on the heap.
    private static final long BLOCK_HEAP = 40 << 10;

    private final PostingFile file;
    private final PostingIndex<K> shape;
    private final PostingDirectory<K> directory;

    /// Each block has one place here, by its number; races only lose a block.
    private final AtomicReferenceArray<Kept<K>> kept = new AtomicReferenceArray<>(KEPT_BLOCKS);

    private record Kept<K extends Comparable<K>>(int number, PostingBlock<K> block) {}

    /// @param shape an empty index in memory of the same kind and parameters
    StoredPostings(PostingFile file, PostingIndex<K> shape, PostingDirectory<K> directory) {
        this.file = file;
        this.shape = shape;
        this.directory = directory;
    }

    PostingFile file() {
        return file;
    }

    /// An empty index in memory of the same kind and parameters.
    PostingIndex<K> shape() {
        return shape;
    }

    @Override
    public SlotSet get(K key) {
        int block = directory.blockOf(key);
        return block < 0 ? SlotSet.empty() : block(block).get(key);
    }

    @Override
    public SlotSet union(K first, K last) {
        SlotSetEditor slots = SlotSet.empty().edit();
        int block = Math.max(0, directory.blockOf(first));
        while (block < directory.blockCount() && begins(block, last)) {
            if (isGroupWithin(block, first, last)) {
                slots.addAll(union(block / PostingDirectory.GROUP));
                block += PostingDirectory.GROUP;
            } else {
                block(block).collect(first, last, slots);
                block++;
            }
        }
        return slots.build();
    }

    /// Whether a block may have values up to `last`.
    private boolean begins(int block, K last) {
        return directory.firsts().get(block).compareTo(last) <= 0;
    }

    /// Whether a group begins with the block, and has no values but from `first` to `last`.
    private boolean isGroupWithin(int block, K first, K last) {
        int next = block + PostingDirectory.GROUP;
        return block % PostingDirectory.GROUP == 0
                && next < directory.blockCount()
                && directory.firsts().get(block).compareTo(first) >= 0
                && directory.firsts().get(next).compareTo(last) <= 0;
    }

    @Override
    public int countBetween(K first, K last) {
        int from = directory.blockOf(first);
        int until = directory.blockOf(last);
        if (until < 0) {
            return 0;
        }
        int below = from < 0 ? 0 : directory.starts().get(from) + block(from).countBelow(first);
        int upTo = directory.starts().get(until) + block(until).countUpTo(last);
        return Math.max(0, upTo - below);
    }

    @Override
    public void forEachBetween(K first, K last, BiConsumer<K, SlotSet> visitor) {
        int block = Math.max(0, directory.blockOf(first));
        for (; block < directory.blockCount() && begins(block, last); block++) {
            PostingBlock<K> values = block(block);
            values.visit(
                    values.countBelow(first),
                    values.countUpTo(last),
                    (key, slots) -> {
                        visitor.accept(key, slots);
                        return true;
                    });
        }
    }

    @Override
    public void forEachWhile(BiPredicate<K, SlotSet> visitor) {
        for (int i = 0; i < directory.blockCount(); i++) {
            PostingBlock<K> values = read(i);
            if (!values.visit(0, values.keys().size(), visitor)) {
                return;
            }
        }
    }

    @Override
    public int size() {
        return directory.valueCount();
    }

    @Override
    public long memoryBytes() {
        return directory.memoryBytes() + KEPT_BLOCKS * BLOCK_HEAP;
    }

    private PostingBlock<K> block(int number) {
        int place = number % KEPT_BLOCKS;
        Kept<K> last = kept.get(place);
        if (last != null && last.number() == number) {
            return last.block();
        }
        PostingBlock<K> block = read(number);
        kept.set(place, new Kept<>(number, block));
        return block;
    }

    private PostingBlock<K> read(int number) {
        ByteReader in = part(directory.blocks(), number);
        try {
            return PostingBlock.read(in, directory.valueCount(number), shape);
        } catch (DigiException e) {
            throw file.damaged(e);
        }
    }

    private SlotSet union(int group) {
        try {
            return SlotSet.readFrom(part(directory.unions(), group));
        } catch (DigiException e) {
            throw file.damaged(e);
        }
    }

    private ByteReader part(PostingDirectory.Places places, int number) {
        return file.read(places.offsets().get(number), places.sizes().get(number));
    }
}
