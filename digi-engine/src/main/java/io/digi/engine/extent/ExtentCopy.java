package io.digi.engine.extent;

import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.zip.CRC32C;

/// One extent's file as a whole, for those who check and mend: it is read by position only, never
/// mapped, and stays where it is however damaged.
///
/// @param endRow the row behind the last that the file must hold
public record ExtentCopy(
        FileStore files,
        int collection,
        int vector,
        ExtentLayout layout,
        long sequence,
        long endRow) {
    private static final int BUFFER_SIZE = 64 << 10;

    /// The path of the file in the storage directory.
    public Path path() {
        return name().path();
    }

    /// Where a damaged file of this extent is put aside.
    public Path quarantined() {
        return name().quarantined();
    }

    public long firstRow() {
        return layout.firstRowOf(sequence);
    }

    /// Whether all of the extent's rows must be there, and a footer.
    public boolean isSealed() {
        return endRow == layout.firstRowOf(sequence + 1);
    }

    /// Bytes of the file up to `endRow`, the footer included where it is full.
    public long size() {
        return isSealed() ? ExtentFormat.sealedSize(layout) : offsetOf(endRow);
    }

    /// What the file begins with. Of all its bytes these alone tell the collection.
    public byte[] header() {
        return ExtentFormat.header(name(), layout);
    }

    /// Where a row starts in the file, in bytes.
    public long offsetOf(long row) {
        return ExtentFormat.HEADER_SIZE + (row - firstRow()) * layout.rows().strideBytes();
    }

    /// The elements of a row as a file of this extent has them; empty if the file ends before.
    public Optional<byte[]> elements(StoredFile file, long row) {
        byte[] elements = new byte[layout.rows().dimension() * Float.BYTES];
        if (file.size() < offsetOf(row) + elements.length) {
            return Optional.empty();
        }
        file.read(offsetOf(row), ByteBuffer.wrap(elements));
        return Optional.of(elements);
    }

    /// What is wrong with the file: size, header and, where it is full, footer and each block.
    public List<Problem.Corrupt> faults() {
        if (!files.exists(path())) {
            return List.of(corrupt(0, "the file is missing"));
        }
        if (isSealed()) {
            return new ExtentFiles(files, _ -> {}).verify(collection, vector, layout, sequence);
        }
        try (StoredFile file = files.open(path())) {
            if (file.size() < offsetOf(endRow)) {
                return List.of(
                        corrupt(
                                file.size(),
                                "has %d bytes, expected at least %d"
                                        .formatted(file.size(), offsetOf(endRow))));
            }
            byte[] header = new byte[ExtentFormat.HEADER_SIZE];
            file.read(0, ByteBuffer.wrap(header));
            return ExtentFormat.headerFault(header, name(), layout)
                    .map(text -> List.of(corrupt(0, text)))
                    .orElse(List.of());
        }
    }

    /// Writes the file anew beside the present one, which it then replaces in one step.
    ///
    /// @param elements of each row, as stored
    /// @param beforeReplacing is run once the new file is on stable storage
    public void rewrite(LongFunction<byte[]> elements, Runnable beforeReplacing) {
        Path part = Path.of(path() + FileStore.LEFTOVER_SUFFIX);
        files.createDirectories(ExtentName.directory(collection, vector));
        try (FileAppender appender = files.create(part)) {
            appender.write(ExtentFormat.header(name(), layout));
            BlockChecksums checksums = new BlockChecksums();
            writeRows(appender, elements, checksums);
            if (isSealed()) {
                appender.write(ExtentFormat.footer(checksums.end()));
            }
            appender.force();
        }
        beforeReplacing.run();
        files.rename(part, path());
    }

    private void writeRows(
            FileAppender appender, LongFunction<byte[]> elements, BlockChecksums checksums) {
        int stride = Math.toIntExact(layout.rows().strideBytes());
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_SIZE + stride);
        for (long row = firstRow(); row < endRow; row++) {
            buffer.writeBytes(Arrays.copyOf(elements.apply(row), stride));
            if (buffer.size() >= BUFFER_SIZE || row == endRow - 1) {
                byte[] bytes = buffer.toByteArray();
                checksums.add(bytes);
                appender.write(bytes);
                buffer.reset();
            }
        }
    }

    private ExtentName name() {
        return new ExtentName(collection, vector, sequence);
    }

    private Problem.Corrupt corrupt(long offset, String detail) {
        return new Problem.Corrupt(path().toString(), offset, detail);
    }

    /// Cuts the rows into the blocks of the footer.
    private final class BlockChecksums {
        private final int[] checksums = new int[ExtentFormat.blockCount(layout)];
        private final CRC32C block = new CRC32C();
        private int blockSize;
        private int count;

        void add(byte[] bytes) {
            int from = 0;
            while (from < bytes.length) {
                int size = Math.min(ExtentFormat.BLOCK_SIZE - blockSize, bytes.length - from);
                block.update(bytes, from, size);
                from += size;
                blockSize += size;
                if (blockSize == ExtentFormat.BLOCK_SIZE) {
                    finish();
                }
            }
        }

        int[] end() {
            if (blockSize > 0) {
                finish();
            }
            return checksums;
        }

        private void finish() {
            checksums[count++] = (int) block.getValue();
            block.reset();
            blockSize = 0;
        }
    }
}
