package io.digi.engine.extent;

import io.digi.index.memory.RowBlock;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.MappedFile;
import io.digi.storage.file.StoredFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The extents of a storage directory, under `extents/<collection>/<vector>/<sequence>.ext`.
public final class ExtentFiles {
    private final FileStore files;
    private final Consumer<Problem.Corrupt> damage;
    private final boolean isReadOnly;

    /// Extents whose file was not written as it should be. It is never written again: a copy goes
    /// on.
    private final Set<ExtentName> spoiled = ConcurrentHashMap.newKeySet();

    /// @param damage hears of files that are not what was written; they were moved to `quarantine`
    public ExtentFiles(FileStore files, Consumer<Problem.Corrupt> damage) {
        this(files, damage, /* isReadOnly= */ false);
    }

    /// @param isReadOnly leaves every file as it is: what is behind the end that the store knows
    ///   may be what a damaged log does not tell any more
    public ExtentFiles(FileStore files, Consumer<Problem.Corrupt> damage, boolean isReadOnly) {
        this.files = files;
        this.damage = damage;
        this.isReadOnly = isReadOnly;
    }

    /// All extents of a vector that hold rows below `drainedRows`. Those that hold only rows from
    /// there on were never acknowledged and are removed.
    public List<Extent> open(int collection, int vector, ExtentLayout layout, long drainedRows) {
        List<Extent> extents = new ArrayList<>();
        if (!isReadOnly) {
            files.deleteLeftovers(ExtentName.directory(collection, vector));
        }
        for (Path path : files.list(ExtentName.directory(collection, vector))) {
            if (!ExtentName.isExtent(path)) {
                continue;
            }
            ExtentName name = ExtentName.of(collection, vector, path);
            if (layout.firstRowOf(name.sequence()) < drainedRows) {
                open(name, layout, drainedRows).ifPresent(extents::add);
            } else if (!isReadOnly) {
                files.delete(path);
            }
        }
        return extents;
    }

    /// Appends the rows `[fromRow, untilRow)` of a tail and forces them. Returns the extents that
    /// changed, as they are now.
    public List<Extent> append(
            int collection,
            int vector,
            ExtentLayout layout,
            List<TailRows> tail,
            long fromRow,
            long untilRow) {
        files.createDirectories(ExtentName.directory(collection, vector));
        List<Extent> changed = new ArrayList<>();
        try {
            long row = fromRow;
            while (row < untilRow) {
                ExtentName name = new ExtentName(collection, vector, layout.sequenceOf(row));
                long extentEnd = layout.firstRowOf(name.sequence() + 1);
                long end = Math.min(extentEnd, untilRow);
                append(name, layout, tail, row, end);
                changed.add(
                        end == extentEnd
                                ? new SealedExtent(name, layout, files.map(name.path()))
                                : new OpenExtent(name, layout, files.open(name.path()), end));
                row = end;
            }
        } catch (RuntimeException | Error e) {
            // A file that stays mapped could not be written in the next attempt.
            changed.forEach(Extent::close);
            throw e;
        }
        return changed;
    }

    /// Removes an extent's file. Reads that hold it still go on.
    public void delete(int collection, int vector, long sequence) {
        files.delete(new ExtentName(collection, vector, sequence).path());
        files.forceDirectory(ExtentName.directory(collection, vector));
    }

    /// Removes all files of a collection.
    public void deleteAll(int collection) {
        Path directory = ExtentName.directory(collection);
        for (Path vector : files.list(directory)) {
            files.deleteLeftovers(vector);
            files.list(vector).forEach(files::delete);
            files.deleteDirectory(vector);
        }
        files.deleteDirectory(directory);
        if (files.exists(Path.of("extents"))) {
            files.forceDirectory(Path.of("extents"));
        }
    }

    /// Tells that an extent is missing although points have vectors in it.
    public void missing(int collection, int vector, long sequence) {
        String file = new ExtentName(collection, vector, sequence).path().toString();
        damage.accept(new Problem.Corrupt(file, 0, "the file is missing, its vectors are lost"));
    }

    /// Checks every block of a sealed extent. Returns what is wrong, block by block.
    public List<Problem.Corrupt> verify(int collection, int vector, ExtentLayout layout, long seq) {
        ExtentName name = new ExtentName(collection, vector, seq);
        try (StoredFile file = files.open(name.path())) {
            Optional<Problem.Corrupt> fault = fault(name, layout, file);
            return fault.isPresent()
                    ? List.of(fault.get())
                    : ExtentBlocks.faults(name, layout, file);
        }
    }

    private Optional<Extent> open(ExtentName name, ExtentLayout layout, long drainedRows) {
        boolean sealed = layout.firstRowOf(name.sequence() + 1) <= drainedRows;
        StoredFile file = files.open(name.path());
        Optional<Problem.Corrupt> fault =
                sealed ? fault(name, layout, file) : headerFault(name, layout, file, drainedRows);
        if (fault.isPresent()) {
            file.close();
            quarantine(name, fault.get());
            return Optional.empty();
        }
        if (!sealed) {
            return Optional.of(new OpenExtent(name, layout, file, drainedRows));
        }
        file.close();
        MappedFile mapped = files.map(name.path());
        return Optional.of(new SealedExtent(name, layout, mapped));
    }

    private Optional<Problem.Corrupt> fault(ExtentName name, ExtentLayout layout, StoredFile file) {
        long size = ExtentFormat.sealedSize(layout);
        if (file.size() != size) {
            return wrongSize(name, file.size(), size);
        }
        byte[] footer = new byte[ExtentFormat.footerSize(layout)];
        file.read(size - footer.length, ByteBuffer.wrap(footer));
        return headerFault(name, layout, file)
                .or(() ->
                        ExtentFormat.footerFault(footer, layout)
                                .flatMap(text -> corrupt(name, size - footer.length, text)));
    }

    private static Optional<Problem.Corrupt> headerFault(
            ExtentName name, ExtentLayout layout, StoredFile file, long endRow) {
        long rows = endRow - layout.firstRowOf(name.sequence());
        long size = ExtentFormat.HEADER_SIZE + rows * layout.rows().strideBytes();
        return file.size() < size
                ? wrongSize(name, file.size(), size)
                : headerFault(name, layout, file);
    }

    private static Optional<Problem.Corrupt> headerFault(
            ExtentName name, ExtentLayout layout, StoredFile file) {
        byte[] header = new byte[ExtentFormat.HEADER_SIZE];
        file.read(0, ByteBuffer.wrap(header));
        return ExtentFormat.headerFault(header, name, layout)
                .flatMap(text -> corrupt(name, 0, text));
    }

    private static Optional<Problem.Corrupt> corrupt(ExtentName name, long offset, String text) {
        return Optional.of(new Problem.Corrupt(name.path().toString(), offset, text));
    }

    private static Optional<Problem.Corrupt> wrongSize(ExtentName name, long found, long due) {
        return corrupt(name, found, "has %d bytes, expected %d".formatted(found, due));
    }

    private void quarantine(ExtentName name, Problem.Corrupt fault) {
        if (isReadOnly) {
            damage.accept(fault);
            return;
        }
        files.createDirectories(Path.of("quarantine"));
        files.rename(name.path(), name.quarantined());
        damage.accept(fault);
    }

    private void append(
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
