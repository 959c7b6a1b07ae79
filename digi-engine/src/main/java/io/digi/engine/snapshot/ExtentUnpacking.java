package io.digi.engine.snapshot;

import io.digi.engine.extent.ExtentCopy;
import io.digi.storage.archive.ArchiveEntry;
import io.digi.storage.archive.ArchiveReader;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FilePaths;
import io.digi.storage.file.FileStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes one extent of an archive under another number: another header, the same rows and footer.
final class ExtentUnpacking {
    private final ArchiveReader archive;
    private final ArchiveEntry file;
    private final ExtentCopy source;
    private final ExtentCopy target;
    private long done;

    ExtentUnpacking(
            ArchiveReader archive, ArchiveEntry file, ExtentCopy source, ExtentCopy target) {
        this.archive = archive;
        this.file = file;
        this.source = source;
        this.target = target;
    }

    void unpack(FileStore files) {
        if (file.size() != source.size()) {
            throw archive.refusal(
                    file, "it has %d bytes, expected %d".formatted(file.size(), source.size()));
        }
        files.createDirectories(FilePaths.parent(target.path()));
        try (FileAppender appender = files.create(target.path())) {
            archive.read(file, piece -> write(appender, piece));
            appender.force();
        }
    }

    private void write(FileAppender appender, ByteBuffer piece) {
        int size = piece.remaining();
        if (done == 0) {
            replaceHeader(appender, piece);
        }
        ByteBuffer rows = piece.duplicate();
        long rowBytes = source.offsetOf(source.endRow()) - done;
        rows.limit(Math.clamp(rowBytes, rows.position(), rows.limit()));
        if (!isFinite(rows)) {
            throw archive.refusal(file, "it has an element that is no finite number");
        }
        appender.write(piece);
        done += size;
    }

    /// The first piece is larger than a header, as every extent is.
    private void replaceHeader(FileAppender appender, ByteBuffer piece) {
        byte[] header = target.header();
        byte[] found = new byte[header.length];
        piece.get(found);
        if (!Arrays.equals(found, source.header())) {
            throw archive.refusal(file, "its header is not that of this extent");
        }
        appender.write(header);
    }

    /// Whether all float32 from position to limit are finite; the position stays where it is.
    static boolean isFinite(ByteBuffer elements) {
        ByteBuffer rest = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (rest.remaining() >= Float.BYTES) {
            if (!Float.isFinite(rest.getFloat())) {
                return false;
            }
        }
        return true;
    }
}
