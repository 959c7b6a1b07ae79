package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.StoredVector;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/// Writes damaged extents anew. Each row that a point has comes from wherever its checksum is
/// right: the damaged file, a file that was put aside, the store. A row that is intact nowhere is
/// taken as it is found, so that its point stays reported; rows that no point has become zeros.
final class ExtentMender {
    private static final Path QUARANTINE = Path.of("quarantine");

    private final KvReads kv;
    private final FileStore files;

    ExtentMender(KvReads kv, FileStore files) {
        this.kv = kv;
        this.files = files;
    }

    void mend(Definition definition, ExtentCopy extent, boolean needed) {
        if (!needed && extent.isSealed()) {
            files.delete(extent.path());
            files.forceDirectory(extent.path().resolveSibling(""));
            return;
        }
        LiveRows live = liveRows(definition, extent);
        try (RowSources sources = new RowSources(kv, files)) {
            Copying copying = new Copying(extent, live, sources);
            extent.rewrite(copying::elements, () -> putAside(extent, copying.lostCount));
            if (copying.lostCount == 0 && files.delete(extent.quarantined())) {
                files.forceDirectory(QUARANTINE);
            }
        }
    }

    /// What could not be saved whole may be wanted by someone who knows more.
    private void putAside(ExtentCopy extent, long lostCount) {
        boolean wanted = lostCount > 0 && files.exists(extent.path());
        if (wanted && !files.exists(extent.quarantined())) {
            files.createDirectories(QUARANTINE);
            files.rename(extent.path(), extent.quarantined());
        }
    }

    /// Which rows of an extent points have, and their checksums.
    private static final class LiveRows {
        private final long firstRow;
        private final BitSet present = new BitSet();
        private final int[] checksums;

        LiveRows(ExtentCopy extent) {
            firstRow = extent.firstRow();
            checksums = new int[Math.toIntExact(extent.endRow() - firstRow)];
        }

        void add(StoredVector vector) {
            int index = Math.toIntExact(vector.row() - firstRow);
            present.set(index);
            checksums[index] = vector.crc();
        }

        boolean has(long row) {
            return present.get(Math.toIntExact(row - firstRow));
        }

        int checksum(long row) {
            return checksums[Math.toIntExact(row - firstRow)];
        }
    }

    private LiveRows liveRows(Definition definition, ExtentCopy extent) {
        LiveRows live = new LiveRows(extent);
        byte[] prefix = Keys.collection(definition.number());
        try (KvCursor records = kv.scan(Families.RECORDS, KvRange.prefix(prefix))) {
            while (records.next()) {
                RecordSurvey.decode(records.value())
                        .flatMap(point -> point.vector(extent.vector()))
                        .filter(vector ->
                                vector.row() >= extent.firstRow() && vector.row() < extent.endRow())
                        .ifPresent(live::add);
            }
        }
        return live;
    }

    private static final class Copying {
        private final ExtentCopy extent;
        private final LiveRows live;
        private final RowSources sources;
        private final byte[] dead;
        private long lostCount;

        Copying(ExtentCopy extent, LiveRows live, RowSources sources) {
            this.extent = extent;
            this.live = live;
            this.sources = sources;
            this.dead = new byte[extent.layout().rows().dimension() * Float.BYTES];
        }

        byte[] elements(long row) {
            if (!live.has(row)) {
                return dead;
            }
            Optional<byte[]> intact = sources.intact(extent, row, live.checksum(row));
            if (intact.isPresent()) {
                return intact.get();
            }
            lostCount++;
            return sources.elements(extent, extent.path(), row).orElse(dead);
        }
    }
}
