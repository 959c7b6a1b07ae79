package io.digi.engine.embedded;

import io.digi.model.error.DigiException;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvStatistics;
import java.nio.file.Path;
import java.util.Map;

/// The bytes of a storage directory by kind of file.
record DiskUse(FileStore files) {
    Map<String, Long> bytesByKind(KvStatistics store) {
        Path reserve = Path.of("reserve");
        return Map.of(
                "tables", store.tableBytes(),
                "log", store.logBytes(),
                // extents/<collection>/<vector>/<sequence>.ext
                "extents", bytes(Path.of("extents"), 3),
                // derived/<collection>/<file>
                "derived", bytes(Path.of("derived"), 2),
                "quarantine", bytes(Path.of("quarantine"), 1),
                "reserve", files.exists(reserve) ? bytes(reserve, 0) : 0);
    }

    /// @param levels how many directories deep the files are
    private long bytes(Path path, int levels) {
        return levels == 0
                ? size(path)
                : files.list(path).stream().mapToLong(child -> bytes(child, levels - 1)).sum();
    }

    private long size(Path file) {
        try {
            return files.size(file);
        } catch (DigiException e) {
            // It may have been removed since it was listed.
            if (files.exists(file)) {
                throw e;
            }
            return 0;
        }
    }
}
