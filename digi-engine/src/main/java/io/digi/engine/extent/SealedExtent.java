package io.digi.engine.extent;

import io.digi.index.memory.RowBlock;
import io.digi.storage.file.MappedFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;

/// A full extent, which never changes again: its file is mapped.
final class SealedExtent implements Extent {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ExtentName name;
    private final ExtentLayout layout;
    private final MappedFile file;

    SealedExtent(ExtentName name, ExtentLayout layout, MappedFile file) {
        this.name = name;
        this.layout = layout;
        this.file = file;
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
        return firstRow() + layout.rowCapacity();
    }

    @Override
    public String file() {
        return name.path().toString();
    }

    @Override
    public boolean isSealed() {
        return true;
    }

    @Override
    public long offsetOf(long row) {
        return ExtentFormat.HEADER_SIZE + (row - firstRow()) * layout.rows().strideBytes();
    }

    @Override
    public void read(long row, float[] elements) {
        MemorySegment.copy(file.segment(), FLOAT, offsetOf(row), elements, 0, elements.length);
    }

    @Override
    public Optional<MemorySegment> mapped(long row) {
        return Optional.of(file.segment().asSlice(offsetOf(row), rowSize()));
    }

    @Override
    public void copy(long row, MemorySegment target) {
        MemorySegment.copy(file.segment(), offsetOf(row), target, 0, rowSize());
    }

    private long rowSize() {
        return (long) layout.rows().dimension() * Float.BYTES;
    }

    @Override
    public void forEachBlock(long fromRow, long untilRow, Consumer<RowBlock> consumer) {
        int count = Math.toIntExact(untilRow - fromRow);
        consumer.accept(
                new RowBlock(file.segment(), offsetOf(fromRow), fromRow, count, layout.rows()));
    }

    @Override
    public void close() {
        file.close();
    }
}
