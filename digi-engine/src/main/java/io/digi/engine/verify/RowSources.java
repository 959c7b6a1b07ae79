package io.digi.engine.verify;

import io.digi.engine.extent.ExtentCopy;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.VectorBytes;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import io.digi.storage.kv.KvReads;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where the elements of a row may be found besides where they should be: in the extent itself
/// however damaged, in the file that was put aside, in the store. Keeps a few files open.
final class RowSources implements AutoCloseable {
    private static final int OPEN_MAX = 64;

    private final KvReads kv;
    private final FileStore files;
    private final Map<Path, StoredFile> open =
            new LinkedHashMap<>(16, /* loadFactor= */ 0.75f, /* accessOrder= */ true);

    RowSources(KvReads kv, FileStore files) {
        this.kv = kv;
        this.files = files;
    }

    /// The elements that have this checksum, from wherever they are.
    Optional<byte[]> intact(ExtentCopy extent, long row, int crc) {
        return elements(extent, extent.path(), row)
                .filter(bytes -> VectorBytes.checksum(bytes) == crc)
                .or(() -> elsewhere(extent, row, crc));
    }

    /// The elements that have this checksum, from anywhere but the extent.
    Optional<byte[]> elsewhere(ExtentCopy extent, long row, int crc) {
        return elements(extent, extent.quarantined(), row)
                .filter(bytes -> VectorBytes.checksum(bytes) == crc)
                .or(() ->
                        kv.get(Families.ROWS, Keys.row(extent.collection(), extent.vector(), row))
                                .filter(bytes -> VectorBytes.checksum(bytes) == crc));
    }

    /// What a file has for a row; empty if there is no such file or it ends before.
    Optional<byte[]> elements(ExtentCopy extent, Path path, long row) {
        StoredFile file = open.get(path);
        if (file == null) {
            if (!files.exists(path)) {
                return Optional.empty();
            }
            closeEldest();
            file = files.open(path);
            open.put(path, file);
        }
        return extent.elements(file, row);
    }

    private void closeEldest() {
        if (open.size() >= OPEN_MAX) {
            Iterator<StoredFile> eldest = open.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
    }

    @Override
    public void close() {
        open.values().forEach(StoredFile::close);
        open.clear();
    }
}
