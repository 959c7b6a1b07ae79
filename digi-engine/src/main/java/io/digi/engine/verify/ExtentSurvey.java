package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.extent.ExtentCopy;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/// Looks at the extents of a collection: that those are there in which a point has a row, and that
/// size, header, footer and blocks are right.
final class ExtentSurvey {
    private final FileStore files;
    private final Definition definition;
    private final FaultSink sink;
    private final Set<Path> damaged = new HashSet<>();
    private long count;
    private long sizeBytes;

    ExtentSurvey(FileStore files, Definition definition, FaultSink sink) {
        this.files = files;
        this.definition = definition;
        this.sink = sink;
    }

    /// Returns the files that are damaged and not mended.
    Set<Path> survey(Extents extents, RecordTotals totals, LongConsumer progress) {
        for (int vector : extents.layouts().keySet()) {
            long end = extents.count(vector);
            for (long sequence = 0; sequence < end; sequence++) {
                survey(extents.ofSequence(vector, sequence), totals);
                progress.accept(sequence);
            }
        }
        return damaged;
    }

    private void survey(ExtentCopy extent, RecordTotals totals) {
        boolean present = files.exists(extent.path());
        boolean needed = totals.hasRowIn(extent.vector(), extent.firstRow(), extent.endRow());
        boolean willGrow = !extent.isSealed();
        if (present) {
            count++;
            sizeBytes += files.size(extent.path());
        } else if (!needed && !willGrow) {
            return;
        }
        List<Problem.Corrupt> faults = extent.faults();
        if (!faults.isEmpty()
                && !sink.found(new Fault.ExtentDamaged(definition, extent, needed, faults))) {
            damaged.add(extent.path());
        }
    }

    long count() {
        return count;
    }

    long sizeBytes() {
        return sizeBytes;
    }
}
