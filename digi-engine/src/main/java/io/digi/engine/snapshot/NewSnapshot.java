package io.digi.engine.snapshot;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.storage.archive.ArchiveWriter;
import io.digi.storage.checksum.Sha256;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// A snapshot that is being written: it is removed again unless it is kept. For one thread.
public final class NewSnapshot implements AutoCloseable {
    private static final int BUFFER_SIZE = 256 << 10;

    private final SnapshotFolder folder;
    private final FileStore files;
    private final SnapshotOwner owner;
    private final Path part;
    private String checksum = "";
    private boolean kept;

    NewSnapshot(SnapshotFolder folder, FileStore files, SnapshotOwner owner, Path part) {
        this.folder = folder;
        this.files = files;
        this.owner = owner;
        this.part = part;
    }

    /// Writes an archive; it is on stable storage when this returns.
    ///
    /// @param isStorage whether it is of the whole storage
    public void write(boolean isStorage, Consumer<ArchiveWriter> content) {
        try (FileAppender appender = files.create(part)) {
            ArchiveWriter archive = new ArchiveWriter(appender);
            SnapshotArchive.begin(archive, isStorage, folder.now().toString());
            content.accept(archive);
            checksum = archive.close();
        }
    }

    /// Writes what arrives, to the end; it is on stable storage when this returns.
    public void receive(InputStream bytes, SnapshotWatch watch) {
        Sha256 sum = new Sha256();
        byte[] buffer = new byte[BUFFER_SIZE];
        try (FileAppender appender = files.create(part)) {
            int count = bytes.read(buffer);
            while (count >= 0) {
                watch.moved(count);
                sum.update(ByteBuffer.wrap(buffer, 0, count));
                appender.write(ByteBuffer.wrap(buffer, 0, count));
                count = bytes.read(buffer);
            }
            appender.force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checksum = sum.hex();
    }

    /// Throws [Problem.ChecksumMismatch] if what was received has another checksum.
    public void require(String expected) {
        if (!expected.equals(checksum)) {
            throw new DigiException(new Problem.ChecksumMismatch(expected, checksum));
        }
    }

    /// Opens what was written for reading.
    public StoredFile open() {
        return files.open(part);
    }

    /// Makes it one of the snapshots of its owner.
    ///
    /// @param name what it is to be called, if that can be
    public SnapshotInfo keep(Optional<String> name) {
        SnapshotInfo info = folder.keep(owner, part, name, checksum);
        kept = true;
        return info;
    }

    @Override
    public void close() {
        if (!kept) {
            files.delete(part);
        }
    }
}
