package io.digi.engine.extent;

import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.MappedFile;
import io.digi.storage.file.StoredFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The extents of a storage directory, under `extents/<collection>/<vector>/<sequence>.ext`.
public final class ExtentFiles {
    private final FileStore files;
    private final Consumer<Problem.Corrupt> damage;
    private final boolean isReadOnly;
    private final ExtentWriting writing;
    private final ExtentPins pins = new ExtentPins();

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
        this.writing = new ExtentWriting(files);
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
                writing.append(name, layout, tail, row, end);
                changed.add(mapped(name, layout, end));
                row = end;
            }
        } catch (RuntimeException | Error e) {
            // A file that stays mapped could not be written in the next attempt.
            changed.forEach(Extent::close);
            throw e;
        }
        return changed;
    }

    /// Removes an extent's file, once nobody keeps the collection's files. Reads that hold it still
    /// go on.
    public void delete(int collection, int vector, long sequence) {
        ExtentName name = new ExtentName(collection, vector, sequence);
        if (!pins.postpones(name)) {
            delete(name);
        }
    }

    private void delete(ExtentName name) {
        files.delete(name.path());
        files.forceDirectory(ExtentName.directory(name.collection(), name.vector()));
    }

    /// Keeps the files of a collection where they are, until `close`: what is removed meanwhile
    /// goes then. Costs nothing but the disk that they take.
    public Kept keep(int collection) {
        pins.pin(collection);
        return new Kept(collection);
    }

    /// Files that are kept. Closing is idempotent.
    public final class Kept implements AutoCloseable {
        private final int collection;
        private boolean closed;

        private Kept(int collection) {
            this.collection = collection;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                pins.unpin(collection).forEach(ExtentFiles.this::delete);
            }
        }
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
            Optional<Problem.Corrupt> fault = ExtentFaults.ofSealed(name, layout, file);
            return fault.isPresent()
                    ? List.of(fault.get())
                    : ExtentBlocks.faults(name, layout, file);
        }
    }

    private Optional<Extent> open(ExtentName name, ExtentLayout layout, long drainedRows) {
        boolean sealed = layout.firstRowOf(name.sequence() + 1) <= drainedRows;
        Optional<Problem.Corrupt> fault;
        try (StoredFile file = files.open(name.path())) {
            fault =
                    sealed
                            ? ExtentFaults.ofSealed(name, layout, file)
                            : ExtentFaults.ofOpen(name, layout, file, drainedRows);
        }
        if (fault.isPresent()) {
            quarantine(name, fault.get());
            return Optional.empty();
        }
        long extentEnd = layout.firstRowOf(name.sequence() + 1);
        return Optional.of(mapped(name, layout, Math.min(extentEnd, drainedRows)));
    }

    /// The rows of a file below `endRow`, which were forced.
    private Extent mapped(ExtentName name, ExtentLayout layout, long endRow) {
        boolean isSealed = endRow == layout.firstRowOf(name.sequence() + 1);
        MappedFile mapping =
                isSealed
                        ? files.map(name.path())
                        : files.mapFront(name.path(), Extent.sizeOf(name, layout, endRow));
        return new Extent(name, layout, mapping, endRow);
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
}
