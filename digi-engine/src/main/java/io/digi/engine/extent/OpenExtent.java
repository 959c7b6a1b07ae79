package io.digi.engine.extent;

import io.digi.index.memory.RowBlock;
import io.digi.storage.file.StoredFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/// An extent that still grows, up to the row to which it was forced when this was made. Its file is
/// read by position, never mapped.
final class OpenExtent implements Extent {
    private static final int BLOCK_SIZE = 256 << 10;

    private final ExtentName name;
    private final ExtentLayout layout;
    private final StoredFile file;
    private final long endRow;

    OpenExtent(ExtentName name, ExtentLayout layout, StoredFile file, long endRow) {
        this.name = name;
        this.layout = layout;
        this.file = file;
        this.endRow = endRow;
    }

    @Override
    public long sequence() {
        return name.sequence();
    }

    @Override
    public long firstRow() {
        return layout.firstRowOf(name.sequence());
    }

    @Override
    public long endRow() {
        return endRow;
    }

    @Override
    public String file() {
        return name.path().toString();
    }

    @Override
    public boolean isSealed() {
        return false;
    }

    @Override
    public long offsetOf(long row) {
        return ExtentFormat.HEADER_SIZE + (row - firstRow()) * layout.rows().strideBytes();
    }

    @Override
    public void read(long row, float[] elements) {
        ByteBuffer bytes = ByteBuffer.allocate(elements.length * Float.BYTES);
        file.read(offsetOf(row), bytes);
        bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(elements);
    }

    @Override
    public Optional<MemorySegment> mapped(long row) {
        return Optional.empty();
    }

    @Override
    public void copy(long row, MemorySegment target) {
        file.read(offsetOf(row), target.asByteBuffer());
    }

    @Override
    public void forEachBlock(long fromRow, long untilRow, Consumer<RowBlock> consumer) {
        long stride = layout.rows().strideBytes();
        long blockRows = Math.max(1, BLOCK_SIZE / stride);
        try (Arena arena = Arena.ofConfined()) {
            long largest = Math.min(blockRows, untilRow - fromRow);
            MemorySegment memory = arena.allocate(largest * stride, /* byteAlignment= */ 64);
            for (long row = fromRow; row < untilRow; row += blockRows) {
                int count = Math.toIntExact(Math.min(blockRows, untilRow - row));
                file.read(offsetOf(row), memory.asSlice(0, count * stride).asByteBuffer());
                consumer.accept(new RowBlock(memory, 0, row, count, layout.rows()));
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
