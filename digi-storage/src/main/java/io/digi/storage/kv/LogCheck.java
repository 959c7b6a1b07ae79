package io.digi.storage.kv;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tells a torn tail of the write-ahead log from damage, before RocksDB opens and without writing.
///
/// RocksDB's own recovery cannot: its point-in-time mode drops whatever follows a bad record, its
/// stricter modes refuse what a power cut leaves (see `RocksRecoveryModesTest`). What decides here
/// is a promise of [RocksKvStore]: one batch at a time, and none before the previous one is synced.
/// So at most the last batch can be torn, and an intact batch behind a bad record proves that the
/// bad record was once on stable storage.
final class LogCheck {
    private LogCheck() {}

    static LogVerdict of(Path directory) throws IOException {
        LogVerdict verdict = new LogVerdict.Clean();
        for (Path file : logs(directory)) {
            LogScan.Finding finding = LogScan.of(file);
            if (verdict instanceof LogVerdict.TornTail torn && finding.hasBatch()) {
                return new LogVerdict.Damaged(
                        torn.file(),
                        torn.offset(),
                        Math.max(torn.offset(), Files.size(torn.file())));
            }
            if (finding.intactBehind() >= 0) {
                return new LogVerdict.Damaged(file, finding.bad(), finding.intactBehind());
            }
            if (finding.bad() >= 0 && verdict instanceof LogVerdict.Clean) {
                verdict = new LogVerdict.TornTail(file, finding.bad());
            }
        }
        return verdict;
    }

    /// In the order in which they were written.
    private static List<Path> logs(Path directory) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.log")) {
            for (Path file : files) {
                if (name(file).matches("\\d{1,18}\\.log")) {
                    logs.add(file);
                }
            }
        }
        logs.sort(Comparator.comparingLong(LogCheck::number));
        return logs;
    }

    private static long number(Path file) {
        String name = name(file);
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
