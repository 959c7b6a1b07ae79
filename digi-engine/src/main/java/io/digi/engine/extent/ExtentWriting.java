package io.digi.engine.extent;

import io.digi.index.memory.RowBlock;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Writes the files of extents.
final class ExtentWriting {
    private final FileStore files;

    /// Extents whose file was not written as it should be. It is never written again: a copy goes
    /// on.
    private final Set<ExtentName> spoiled = ConcurrentHashMap.newKeySet();

    ExtentWriting(FileStore files) {
        this.files = files;
    }

    /// Appends the rows `[fromRow, endRow)` of a tail to one extent and forces them; with the last
    /// row it is sealed.
    void append(
            ExtentName name, ExtentLayout layout, List<TailRows> tail, long fromRow, long endRow) {
        boolean isCopy = spoiled.contains(name);
        Path path = isCopy ? part(name) : name.path();
        boolean written = false;
        try (FileAppender appender = appender(name, path, layout, fromRow)) {
            for (TailRows part : tail) {
                for (RowBlock block : part.blocks(endRow)) {
                    write(appender, block, Math.max(fromRow, block.firstRow()));
                }
            }
            if (endRow == layout.firstRowOf(name.sequence() + 1)) {
                appender.write(ExtentFormat.footer(checksums(path, layout)));
            }
            appender.force();
            written = true;
        } finally {
            if (!written) {
                spoiled.add(name);
            }
        }
        if (isCopy) {
            files.rename(path, name.path());
            spoiled.remove(name);
        }
    }

    private static Path part(ExtentName name) {
        return Path.of(name.path() + FileStore.LEFTOVER_SUFFIX);
    }

    /// An appender that goes on behind the rows before `fromRow`: of the extent's file, or of a
    /// copy of it.
    private FileAppender appender(ExtentName name, Path path, ExtentLayout layout, long fromRow) {
        long rowsSize =
                (fromRow - layout.firstRowOf(name.sequence())) * layout.rows().strideBytes();
        boolean isCopy = !path.equals(name.path());
        boolean isThere = files.exists(name.path());
        if (rowsSize > 0 && isThere && !isCopy) {
            return files.append(path, ExtentFormat.HEADER_SIZE + rowsSize);
        }
        if (!isCopy) {
            files.delete(path);
        }
        FileAppender appender = files.create(path);
        boolean begun = false;
        try {
            begin(appender, name, layout, isCopy && isThere ? rowsSize : 0, rowsSize);
            begun = true;
            return appender;
        } finally {
            if (!begun) {
                appender.close();
            }
        }
    }

    private void begin(
            FileAppender appender,
            ExtentName name,
            ExtentLayout layout,
            long copiedSize,
            long rowsSize) {
        // Where the creation of a directory failed half-way, it exists but may not be durable.
        files.forceDirectory(ExtentName.directory(name.collection()));
        files.forceDirectory(Path.of("extents"));
        files.forceDirectory(Path.of(""));
        appender.write(ExtentFormat.header(name, layout));
        if (copiedSize > 0) {
            copy(appender, name, copiedSize);
        } else {
            fill(appender, rowsSize);
        }
    }

    /// The rows of the present file. Their points have their checksums.
    private void copy(FileAppender appender, ExtentName name, long rowsSize) {
        try (StoredFile file = files.open(name.path())) {
            for (long done = 0; done < rowsSize; done += ExtentFormat.BLOCK_SIZE) {
                int size = (int) Math.min(ExtentFormat.BLOCK_SIZE, rowsSize - done);
                ByteBuffer rows = ByteBuffer.allocate(size);
                file.read(ExtentFormat.HEADER_SIZE + done, rows);
                appender.write(rows.flip());
            }
        }
    }

    /// Zeros in the place of rows that were lost with a quarantined file: they fail the checksums
    /// of their points, and the rows behind them have their places.
    private static void fill(FileAppender appender, long sizeBytes) {
        byte[] zeros = new byte[(int) Math.min(sizeBytes, ExtentFormat.BLOCK_SIZE)];
        for (long left = sizeBytes; left > 0; left -= zeros.length) {
            appender.write(ByteBuffer.wrap(zeros, 0, (int) Math.min(left, zeros.length)));
        }
    }

    private static void write(FileAppender appender, RowBlock block, long fromRow) {
        if (fromRow >= block.endRow()) {
            return;
        }
        long size = (block.endRow() - fromRow) * block.layout().strideBytes();
        MemorySegment rows = block.memory().asSlice(block.offsetOf(fromRow), size);
        appender.write(rows);
    }

    private int[] checksums(Path path, ExtentLayout layout) {
        try (StoredFile file = files.open(path)) {
            return ExtentBlocks.checksums(layout, file);
        }
    }
}
