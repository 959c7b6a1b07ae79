package io.digi.engine.snapshot;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.storage.checksum.Sha256;
import io.digi.storage.file.DirectoryLock;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of snapshots: those of the storage in it, those of a collection in a folder of its
/// name, those of a shard in `shards/0` below that. Beside each snapshot lies `NAME.checksum` with
/// its SHA-256 and the time at which it was made. Nothing is created before the first snapshot.
///
/// A folder of its own is locked while it is used; whoever has not got the lock works all the same,
/// but leaves unfinished files alone, which may be another's. Thread-safe.
public final class SnapshotFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);
    private static final int NOTE_SIZE_MAX = 1_024;
    private static final int SECONDS_TRIED_MAX = 1_000;
    private static final int PEER_DIGITS = 13;

    private final FileStore files;
    private final Path base;
    private final boolean isShared;
    private final long lowWaterBytes;
    private final InstantSource clock;
    private final long peerId;
    private final AtomicLong unfinished = new AtomicLong();
    private Optional<DirectoryLock> lock = Optional.empty();
    private boolean entered;

    private SnapshotFolder(
            FileStore files, Path base, boolean isShared, long lowWaterBytes, InstantSource clock) {
        this.files = files;
        this.base = base;
        this.isShared = isShared;
        this.lowWaterBytes = lowWaterBytes;
        this.clock = clock;
        byte[] place = files.root().resolve(base).toString().getBytes(StandardCharsets.UTF_8);
        this.peerId = Long.parseLong(Sha256.of(place).substring(0, PEER_DIGITS), 16);
    }

    /// The root of a store, which is locked, and closed with this.
    ///
    /// @param lowWaterBytes free space that snapshots leave
    public static SnapshotFolder of(FileStore files, long lowWaterBytes, InstantSource clock) {
        return new SnapshotFolder(files, Path.of(""), /* isShared= */ false, lowWaterBytes, clock);
    }

    /// The folder `snapshots` in a storage directory, whose owner has its lock.
    public static SnapshotFolder in(FileStore storage, long lowWaterBytes, InstantSource clock) {
        return new SnapshotFolder(
                storage, Path.of("snapshots"), /* isShared= */ true, lowWaterBytes, clock);
    }

    /// Removes what an earlier process left unfinished, if there is a folder.
    public void clean() {
        if (files.exists(base)) {
            enter();
        }
    }

    private synchronized void enter() {
        if (entered) {
            return;
        }
        files.createDirectories(base);
        try {
            lock = isShared ? Optional.empty() : Optional.of(files.lock());
            deleteLeftovers();
        } catch (DigiException e) {
            LOG.warn("unfinished snapshots in {} are left alone: {}", files.root(), e.getMessage());
        }
        entered = true;
    }

    private void deleteLeftovers() {
        files.deleteLeftovers(base);
        for (Path collection : files.list(base)) {
            if (isFolder(collection)) {
                files.deleteLeftovers(collection);
                Path shard = collection.resolve("shards").resolve("0");
                if (files.exists(shard)) {
                    files.deleteLeftovers(shard);
                }
            }
        }
    }

    private static boolean isFolder(Path path) {
        String name = String.valueOf(path.getFileName());
        return !name.endsWith(SnapshotNames.SUFFIX)
                && !name.endsWith(SnapshotNames.CHECKSUM_SUFFIX)
                && !name.equals("LOCK");
    }

    /// In the order of their names.
    public List<SnapshotInfo> list(SnapshotOwner owner) {
        Path folder = folder(owner);
        return files.list(folder).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(SnapshotNames::isSnapshot)
                .map(name -> info(folder.resolve(name), files.size(folder.resolve(name))))
                .toList();
    }

    /// Throws [Problem.SnapshotNotFound].
    public SnapshotContent open(SnapshotOwner owner, String name) {
        Path path = require(owner, name);
        StoredFile file = files.open(path);
        return new Content(info(path, file.size()), file);
    }

    private record Content(SnapshotInfo info, StoredFile file) implements SnapshotContent {
        @Override
        public void read(long offset, ByteBuffer target) {
            file.read(offset, target);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /// Throws [Problem.SnapshotNotFound].
    public void delete(SnapshotOwner owner, String name) {
        Path path = require(owner, name);
        if (!files.delete(path)) {
            throw new DigiException(new Problem.SnapshotNotFound(name));
        }
        files.forceDirectory(folder(owner));
        files.delete(note(path));
    }

    private Path require(SnapshotOwner owner, String name) {
        Path path = folder(owner).resolve(safe(name));
        if (!files.exists(path)) {
            throw new DigiException(new Problem.SnapshotNotFound(name));
        }
        return path;
    }

    private static String safe(String name) {
        if (!SnapshotNames.isSnapshot(name)) {
            throw new DigiException(new Problem.SnapshotNotFound(name));
        }
        return name;
    }

    /// A file of the folder, wherever in it. Throws [Problem.BadRequest] for one that is elsewhere
    /// or not there.
    ///
    /// @param given absolute, or relative to the folder
    public StoredFile open(Path given) {
        Path root = files.root().resolve(base).normalize();
        Path path = root.resolve(given).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "Snapshot file \"%s\" is not in the folder of snapshots %s: move it there"
                                    .formatted(given, root)));
        }
        Path inside = base.resolve(root.relativize(path));
        if (!files.exists(inside)) {
            throw new DigiException(
                    new Problem.BadRequest("Snapshot file \"%s\" does not exist".formatted(path)));
        }
        return files.open(inside);
    }

    /// Begins a snapshot, or the receipt of one. Until it is kept it has another name.
    public NewSnapshot begin(SnapshotOwner owner) {
        enter();
        Path folder = folder(owner);
        files.createDirectories(folder);
        Path part =
                folder.resolve(
                        "%d-%d%s"
                                .formatted(
                                        clock.millis(),
                                        unfinished.incrementAndGet(),
                                        FileStore.LEFTOVER_SUFFIX));
        return new NewSnapshot(this, files, owner, part);
    }

    /// Throws [Problem.OutOfDisk] unless so many bytes can be written and the low-water mark of
    /// free space stays.
    public void requireRoomFor(long sizeBytes) {
        long free = files.usableBytes();
        if (free - sizeBytes < lowWaterBytes) {
            throw new DigiException(
                    new Problem.OutOfDisk(
                            files.root().toString(), free, lowWaterBytes + sizeBytes));
        }
    }

    private Path folder(SnapshotOwner owner) {
        return base.resolve(SnapshotNames.folder(owner));
    }

    Instant now() {
        return Instant.ofEpochSecond(clock.instant().getEpochSecond());
    }

    /// Gives a finished file its name: the asked one if it may have it and nobody has it, else one
    /// of its time.
    synchronized SnapshotInfo keep(
            SnapshotOwner owner, Path part, Optional<String> name, String checksum) {
        Instant created = now();
        Path path =
                name.filter(SnapshotNames::isSnapshot)
                        .map(folder(owner)::resolve)
                        .filter(asked -> !files.exists(asked))
                        .orElseGet(() -> unused(owner, created));
        byte[] note = (checksum + "\n" + created + "\n").getBytes(StandardCharsets.US_ASCII);
        files.replace(note(path), note);
        files.rename(part, path);
        return info(path, files.size(path));
    }

    /// A name is made of a second; of two in the same the later takes the next.
    private Path unused(SnapshotOwner owner, Instant created) {
        for (int seconds = 0; seconds < SECONDS_TRIED_MAX; seconds++) {
            String name = SnapshotNames.of(owner, peerId, created.plusSeconds(seconds));
            Path path = folder(owner).resolve(name);
            if (!files.exists(path)) {
                return path;
            }
        }
        throw new DigiException(new Problem.Overloaded("the snapshots of this second", 1));
    }

    private SnapshotInfo info(Path path, long sizeBytes) {
        String name = String.valueOf(path.getFileName());
        List<String> lines = noteOf(path);
        return new SnapshotInfo(
                name,
                lines.size() > 1 ? time(lines.get(1)) : Optional.empty(),
                sizeBytes,
                lines.stream().findFirst().filter(sum -> sum.matches("[0-9a-f]{64}")));
    }

    private List<String> noteOf(Path path) {
        if (!files.exists(note(path))) {
            return List.of();
        }
        byte[] note = files.read(note(path), NOTE_SIZE_MAX);
        return new String(note, StandardCharsets.US_ASCII).lines().toList();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Path note(Path path) {
        return path.resolveSibling(path.getFileName() + SnapshotNames.CHECKSUM_SUFFIX);
    }

    @Override
    public synchronized void close() {
        if (!isShared) {
            files.close();
        }
        lock.ifPresent(DirectoryLock::close);
        lock = Optional.empty();
    }
}
