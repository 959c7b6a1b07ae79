package io.digi.engine.generation;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;

/// Reads what a [BlockOutput] wrote. No byte is handed out whose block does not fit its checksum;
/// whatever is not as it was written throws [Problem.Corrupt] with the place of the block.
final class BlockInput {
    private final StoredFile file;
    private final ByteBuffer head = ByteBuffer.allocate(BlockOutput.HEAD_SIZE);
    private final ByteBuffer block = ByteBuffer.allocate(BlockOutput.BLOCK_SIZE).limit(0);
    private long blockStart;
    private long nextStart;

    BlockInput(StoredFile file) {
        this.file = file;
    }

    int readInt() {
        return whole(Integer.BYTES).getInt();
    }

    long readLong() {
        return whole(Long.BYTES).getLong();
    }

    /// Fills what remains in `target`.
    void read(ByteBuffer target) {
        while (target.hasRemaining()) {
            ByteBuffer source = whole(1);
            int size = Math.min(source.remaining(), target.remaining());
            target.put(source.slice(source.position(), size));
            source.position(source.position() + size);
        }
    }

    /// Throws if the file goes on.
    void expectEnd() {
        if (block.hasRemaining()) {
            throw corrupt("holds more than it should");
        }
        readBlock();
        if (block.hasRemaining() || file.size() != nextStart) {
            throw corrupt("holds more than it should");
        }
    }

    DigiException corrupt(String detail) {
        return new DigiException(new Problem.Corrupt(file.file().toString(), blockStart, detail));
    }

    /// The block, with that much in it. Numbers are never cut in two: a block ends before them.
    private ByteBuffer whole(int size) {
        if (!block.hasRemaining()) {
            readBlock();
        }
        if (block.remaining() < size) {
            throw corrupt("ends too early");
        }
        return block;
    }

    private void readBlock() {
        blockStart = nextStart;
        file.read(blockStart, head.clear());
        int size = head.getInt(0);
        if (size < 0 || size > BlockOutput.BLOCK_SIZE) {
            throw corrupt("has a block of %d bytes".formatted(size));
        }
        file.read(blockStart + BlockOutput.HEAD_SIZE, block.clear().limit(size));
        block.flip();
        if (head.getInt(Integer.BYTES) != Crc32c.of(block.array(), 0, size)) {
            throw corrupt("checksum fails");
        }
        nextStart = blockStart + BlockOutput.HEAD_SIZE + size;
    }
}
