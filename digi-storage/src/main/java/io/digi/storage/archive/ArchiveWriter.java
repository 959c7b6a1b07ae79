package io.digi.storage.archive;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Sha256;
import io.digi.storage.file.FileAppender;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// Writes an archive in one pass: files as they come, then the manifest, which names them all with
/// their checksums. Until the manifest is written nobody takes the file for an archive.
///
/// For one thread at a time. It neither opens nor closes the file.
public final class ArchiveWriter {
    private final FileAppender file;
    private final Sha256 whole = new Sha256();
    private final Sha256 content = new Sha256();
    private final ArchiveManifest manifest = new ArchiveManifest();
    private final Set<String> paths = new HashSet<>();
    private String open = "";
    private long openSize;
    private long left;

    public ArchiveWriter(FileAppender file) {
        this.file = file;
    }

    /// Says something of the archive as a whole.
    public void say(String key, String value) {
        manifest.add(new ArchiveFact(key, value));
    }

    /// Bytes so far.
    public long size() {
        return file.position();
    }

    /// Adds a whole file.
    public void add(String path, byte[] bytes) {
        begin(path, bytes.length);
        write(ByteBuffer.wrap(bytes));
        end();
    }

    /// Begins a file of just so many bytes, which follow in pieces.
    public void begin(String path, long size) {
        if (!ArchivePath.isAllowed(path) || path.equals(ArchiveManifest.PATH) || !paths.add(path)) {
            throw misused("`%s` cannot be added to an archive".formatted(path));
        }
        start(path, size);
    }

    private void start(String path, long size) {
        if (!open.isEmpty() || size < 0 || size > TarFormat.SIZE_MAX) {
            throw misused("`%s` of %d bytes cannot begin now".formatted(path, size));
        }
        open = path;
        openSize = size;
        left = size;
        append(ByteBuffer.wrap(TarFormat.header(path, size)));
    }

    /// Adds the bytes from position to limit to the file that was begun.
    public void write(ByteBuffer bytes) {
        if (open.isEmpty() || bytes.remaining() > left) {
            throw misused("more bytes for `%s` than it was to have".formatted(open));
        }
        left -= bytes.remaining();
        content.update(bytes);
        append(bytes);
    }

    /// Ends the file that was begun.
    public void end() {
        manifest.add(new ArchiveManifest.Listed(finish(), openSize, open));
        open = "";
    }

    private String finish() {
        if (open.isEmpty() || left != 0) {
            throw misused("`%s` lacks %d bytes".formatted(open, left));
        }
        append(ByteBuffer.allocate(TarFormat.paddingOf(openSize)));
        return content.hex();
    }

    /// Ends the archive, brings it to stable storage, and returns its SHA-256 in hexadecimal.
    public String close() {
        byte[] bytes = manifest.encode();
        if (bytes.length > ArchiveManifest.SIZE_MAX || paths.size() > ArchiveReader.FILES_MAX) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "%s: %d files are too many for one archive"
                                    .formatted(file.file(), paths.size())));
        }
        start(ArchiveManifest.PATH, bytes.length);
        write(ByteBuffer.wrap(bytes));
        String _ = finish();
        append(ByteBuffer.allocate(TarFormat.END_SIZE));
        file.force();
        return whole.hex();
    }

    private void append(ByteBuffer bytes) {
        whole.update(bytes);
        file.write(bytes);
    }

    private static DigiException misused(String what) {
        return new DigiException(new Problem.Internal(what));
    }
}
