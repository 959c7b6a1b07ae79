package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Turns what RocksDB reports into problems that name the file.
final class RocksErrors {
    /// A file of the store as RocksDB writes it into its messages, and the byte if it says so.
    private static final Pattern FILE =
            Pattern.compile(
                    "(\\S*?(?:\\d{6,}\\.(?:sst|log|blob)|MANIFEST-\\d+|CURRENT))"
                            + "(?:\\s+offset\\s+(\\d+))?");

    private final Path directory;

    RocksErrors(Path directory) {
        this.directory = directory;
    }

    /// For a failed read, or a failed opening.
    DigiException failed(String operation, RocksDBException cause) {
        return new DigiException(problem(operation, cause), cause);
    }

    private Problem problem(String operation, RocksDBException cause) {
        String detail = String.valueOf(cause.getMessage());
        if (isCorruption(cause, detail)) {
            Matcher file = FILE.matcher(detail);
            return file.find()
                    ? new Problem.Corrupt(path(file.group(1)), offset(file.group(2)), detail)
                    : new Problem.Corrupt(directory.toString(), 0, detail);
        }
        Matcher file = FILE.matcher(detail);
        String where = file.find() ? path(file.group(1)) : directory.toString();
        return new Problem.MediumFailed(where, operation, detail);
    }

    /// Why a write failed, in words that tell a full disk from a broken one.
    static String reason(RocksDBException cause) {
        return isNoSpace(cause)
                ? "no space left on the disk; free some and restart (" + cause.getMessage() + ")"
                : "a write or sync failed (" + cause.getMessage() + "); check the disk and restart";
    }

    static boolean isNoSpace(RocksDBException cause) {
        Status status = cause.getStatus();
        return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || String.valueOf(cause.getMessage()).contains("No space left");
    }

    private static boolean isCorruption(RocksDBException cause, String detail) {
        Status status = cause.getStatus();
        return (status != null && status.getCode() == Status.Code.Corruption)
                || detail.toLowerCase(Locale.ROOT).contains("corruption");
    }

    private String path(String named) {
        Path file = Path.of(named);
        return file.isAbsolute() ? file.toString() : directory.resolve(file).toString();
    }

    private static long offset(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
