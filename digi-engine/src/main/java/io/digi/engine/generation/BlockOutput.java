package io.digi.engine.generation;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.FileAppender;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/// Writes a file in blocks of up to [#BLOCK_SIZE] bytes, each with its size and checksum before it.
/// The last block is an empty one: who reads it knows that nothing is missing.
final class BlockOutput {
    static final int BLOCK_SIZE = 256 << 10;
    static final int HEAD_SIZE = 8;

    private final FileAppender file;
    private final BooleanSupplier stopped;
    private final ByteBuffer block = ByteBuffer.allocate(HEAD_SIZE + BLOCK_SIZE);

    /// @param stopped whether to throw [Problem.Cancelled] rather than write another block
    BlockOutput(FileAppender file, BooleanSupplier stopped) {
        this.file = file;
        this.stopped = stopped;
        block.position(HEAD_SIZE);
    }

    void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /// Takes what remains in `bytes`.
    void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            ByteBuffer target = room(1);
            int size = Math.min(target.remaining(), bytes.remaining());
            target.put(bytes.slice(bytes.position(), size));
            bytes.position(bytes.position() + size);
        }
    }

    /// Ends the file and brings it to stable storage.
    void finish() {
        if (block.position() > HEAD_SIZE) {
            flush();
        }
        flush();
        file.force();
    }

    private ByteBuffer room(int size) {
        if (block.remaining() < size) {
            flush();
        }
        return block;
    }

    private void flush() {
        if (stopped.getAsBoolean()) {
            throw new DigiException(new Problem.Cancelled("writing of a graph"));
        }
        int size = block.position() - HEAD_SIZE;
        block.putInt(0, size);
        block.putInt(Integer.BYTES, Crc32c.of(block.array(), HEAD_SIZE, size));
        file.write(block.flip());
        block.clear().position(HEAD_SIZE);
    }
}
