package io.digi.engine.field;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.FileAppender;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Writes the file of an index that is on disk, value by value.
///
/// ```text
///      blocks                for each value, ascending: value · set of slots; 8 KiB or one value
///      unions                after each 64 blocks, and the last: the set of slots of all their values
///      directory             head and traits of the index, as in a checkpoint;
///                            varint count of blocks, then for each: a value that no earlier block
///                            reaches · offset · size · how many values (varints);
///                            varint count of unions, then for each: offset · size (varints)
/// 8    offset of the directory
/// 4    its size
/// 4    its CRC-32C
/// 4    CRC-32C of the 16 bytes before
/// ```
///
/// Blocks, unions and the directory are each followed by their CRC-32C, 4 bytes, big-endian, which
/// their sizes leave out.
final class PostingFileWriter<K extends Comparable<K>> {
    static final int BLOCK_SIZE = 8 << 10;

    private final FileAppender file;
    private final PostingIndex<K> shape;
    private final int blockSize;
    private final ByteWriter blocks = new ByteWriter();
    private final ByteWriter unions = new ByteWriter();
    private ByteWriter block = new ByteWriter();
    private SlotSetEditor union = SlotSet.empty().edit();
    private int blockCount;
    private int unionCount;
    private int valuesInBlock;
    private int blocksInGroup;

    /// The value that was added last.
    private @Nullable K last;

    /// @param shape an index of the same kind and parameters
    /// @param blockSize about how large a block becomes
    PostingFileWriter(FileAppender file, PostingIndex<K> shape, int blockSize) {
        this.file = file;
        this.shape = shape;
        this.blockSize = blockSize;
    }

    /// Adds a value above all before, with at least one slot.
    void add(K value, SlotSet slots) {
        if (valuesInBlock == 0) {
            K before = last;
            shape.writeValue(before == null ? value : shape.separator(before, value), blocks);
        }
        shape.writeValue(value, block);
        slots.writeTo(block);
        union.addAll(slots);
        last = value;
        valuesInBlock++;
        if (block.size() >= blockSize) {
            endBlock();
        }
    }

    private void endBlock() {
        blocks.writeVarint(file.position());
        blocks.writeVarint(block.size());
        blocks.writeVarint(valuesInBlock);
        append(block);
        block = new ByteWriter();
        valuesInBlock = 0;
        blockCount++;
        blocksInGroup++;
        if (blocksInGroup == PostingDirectory.GROUP) {
            endGroup();
        }
    }

    private void endGroup() {
        ByteWriter slots = new ByteWriter();
        union.build().writeTo(slots);
        unions.writeVarint(file.position());
        unions.writeVarint(slots.size());
        append(slots);
        union = SlotSet.empty().edit();
        blocksInGroup = 0;
        unionCount++;
    }

    /// Ends the file and brings it to stable storage.
    void finish(TraitSlots traits) {
        if (valuesInBlock > 0) {
            endBlock();
        }
        if (blocksInGroup > 0) {
            endGroup();
        }
        ByteWriter directory = new ByteWriter();
        FieldIndexCodec.writeHead(shape, traits, directory);
        directory.writeVarint(blockCount);
        directory.writeAll(blocks);
        directory.writeVarint(unionCount);
        directory.writeAll(unions);
        long offset = file.position();
        int checksum = append(directory);
        file.write(new PostingFooter(offset, directory.size(), checksum).encoded());
        file.force();
    }

    /// Returns the checksum.
    private int append(ByteWriter part) {
        byte[] bytes = part.toBytes();
        int checksum = Crc32c.of(bytes);
        ByteBuffer checked = ByteBuffer.allocate(bytes.length + Integer.BYTES);
        file.write(checked.put(bytes).putInt(checksum).flip());
        return checksum;
    }
}
