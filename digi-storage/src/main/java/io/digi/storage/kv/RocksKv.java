package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens [KvStore]s on RocksDB.
public final class RocksKv {
    private static final Logger LOG = LoggerFactory.getLogger(RocksKv.class);

    private RocksKv() {}

    /// Opens a store, creating it if the directory is absent or empty.
    ///
    /// The log is read through first ([LogCheck]): a torn tail, what a power cut leaves, is
    /// dropped; damage before intact batches opens the store read-only, with the file and the bytes
    /// in [KvStore#writeRefusal]. Throws [Problem.Corrupt] if no consistent state can be read, and
    /// [Problem.MediumFailed] if the disk refuses.
    public static KvStore open(KvOptions options) {
        RocksErrors errors = new RocksErrors(options.directory());
        try {
            Files.createDirectories(options.directory());
            requirePointer(options.directory());
            LogVerdict verdict = LogCheck.of(options.directory());
            return switch (verdict) {
                case LogVerdict.Clean clean -> open(options, Optional.empty());
                case LogVerdict.TornTail torn -> openTorn(options, torn);
                case LogVerdict.Damaged damaged -> openDamaged(options, damaged);
            };
        } catch (RocksDBException e) {
            throw errors.failed("open", e);
        } catch (IOException e) {
            throw unreadable(options.directory(), e);
        }
    }

    /// Opens a store that exists and leaves everything in it as it is, but for RocksDB's
    /// information log: batches that stand only in the write-ahead log are read into memory.
    /// Commits are refused. Throws as [#open] does.
    public static KvStore openReadOnly(KvOptions options) {
        try {
            requirePointer(options.directory());
            Problem refusal = new Problem.ReadOnly("it was opened for reading only");
            return open(options, Optional.of(refusal));
        } catch (RocksDBException e) {
            throw new RocksErrors(options.directory()).failed("open", e);
        } catch (IOException e) {
            throw unreadable(options.directory(), e);
        }
    }

    /// What the write-ahead log of a store that is not open looks like. Reads only.
    public static LogVerdict checkLog(Path directory) {
        try {
            return LogCheck.of(directory);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static DigiException unreadable(Path directory, IOException cause) {
        return new DigiException(
                new Problem.MediumFailed(directory.toString(), "open", String.valueOf(cause)),
                cause);
    }

    /// Without the file `CURRENT` RocksDB would take the directory for a new one and start empty.
    private static void requirePointer(Path directory) throws IOException {
        if (Files.exists(directory.resolve("CURRENT"))) {
            return;
        }
        try (DirectoryStream<Path> data = Files.newDirectoryStream(directory, "*.{sst,log}")) {
            if (data.iterator().hasNext()) {
                throw new DigiException(
                        new Problem.Corrupt(
                                directory.resolve("CURRENT").toString(),
                                0,
                                "it is missing, although the directory holds data"));
            }
        }
    }

    private static KvStore open(KvOptions options, Optional<Problem> refusal)
            throws RocksDBException {
        RocksHandles handles = RocksHandles.open(options, refusal.isPresent());
        return new RocksKvStore(options, handles, refusal, System::nanoTime);
    }

    /// A torn log is obsolete once its intact batches are in a table file, but its unlinking must
    /// be durable before the next batch is written: if it came back after a power cut, its torn
    /// tail would stand before intact batches and look like damage.
    private static KvStore openTorn(KvOptions options, LogVerdict.TornTail torn)
            throws RocksDBException, IOException {
        LOG.warn(
                "{} ends with a write that was not acknowledged, at byte {}: dropped",
                torn.file(),
                torn.offset());
        KvStore store = open(options, Optional.empty());
        boolean gone = false;
        try {
            requireGone(torn.file(), store);
            forceDirectory(options.directory());
            gone = true;
            return store;
        } finally {
            if (!gone) {
                store.close();
            }
        }
    }

    private static void requireGone(Path file, KvStore store) {
        if (Files.exists(file)) {
            store.flush();
        }
        if (Files.exists(file)) {
            throw new DigiException(
                    new Problem.Internal(file + " was recovered and should be gone"));
        }
    }

    private static KvStore openDamaged(KvOptions options, LogVerdict.Damaged damaged)
            throws RocksDBException {
        String reason =
                ("%s is damaged from byte %d to %d, and acknowledged writes follow; only what"
                                + " precedes is shown. Restore a snapshot, or copy the data out")
                        .formatted(damaged.file(), damaged.from(), damaged.to());
        LOG.error("{}", reason);
        return open(options, Optional.of(new Problem.ReadOnly(reason)));
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
