package io.digi.storage.archive;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Sha256;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads an archive that may have come from anywhere. It is looked at as a whole before a byte of a
/// file is handed on: every header must be just what [ArchiveWriter] makes of its path and size,
/// the manifest must name the same files in the same order, and nothing may follow. Nothing is
/// packed and there are no links, so what comes out is never more than what lies there.
///
/// Whatever is wrong is a [Problem.BadRequest]: the archive is what the caller brought.
public final class ArchiveReader {
    /// More files make no archive.
    static final int FILES_MAX = 200_000;

    private static final int BUFFER_SIZE = 256 << 10;

    private final StoredFile file;
    private final List<ArchiveFact> facts;
    private final List<ArchiveEntry> entries;

    private ArchiveReader(StoredFile file, List<ArchiveFact> facts, List<ArchiveEntry> entries) {
        this.file = file;
        this.facts = List.copyOf(facts);
        this.entries = List.copyOf(entries);
    }

    /// Looks at an archive; its files' contents are not read yet. The file stays the caller's to
    /// close.
    public static ArchiveReader open(StoredFile file) {
        List<ArchiveEntry> found = headers(file);
        ArchiveEntry last = found.getLast();
        if (!last.path().equals(ArchiveManifest.PATH) || last.size() > ArchiveManifest.SIZE_MAX) {
            throw refused(file, last.offset(), "it does not end with a manifest");
        }
        byte[] bytes = new byte[(int) last.size()];
        file.read(last.offset(), ByteBuffer.wrap(bytes));
        try {
            ArchiveManifest manifest = ArchiveManifest.decode(bytes);
            List<ArchiveEntry> named =
                    named(file, found.subList(0, found.size() - 1), manifest.files());
            return new ArchiveReader(file, manifest.facts(), named);
        } catch (IllegalArgumentException e) {
            throw refused(file, last.offset(), "the manifest: " + e.getMessage());
        }
    }

    private static List<ArchiveEntry> headers(StoredFile file) {
        List<ArchiveEntry> found = new ArrayList<>();
        long size = file.size();
        long offset = 0;
        byte[] header = new byte[TarFormat.BLOCK_SIZE];
        while (offset + TarFormat.BLOCK_SIZE <= size) {
            file.read(offset, ByteBuffer.wrap(header));
            if (isZero(header)) {
                requireEnd(file, offset, found);
                return found;
            }
            ArchiveEntry entry = entry(file, header, offset);
            offset = entry.offset() + entry.size() + TarFormat.paddingOf(entry.size());
            if (offset > size || found.size() > FILES_MAX) {
                throw refused(
                        file,
                        entry.offset(),
                        offset > size
                                ? "it ends within `%s`: it is truncated".formatted(entry.path())
                                : "it has more than %d files".formatted(FILES_MAX));
            }
            requirePadding(file, entry);
            found.add(entry);
        }
        throw refused(file, offset, "it ends without an end: it is truncated, or no archive");
    }

    private static ArchiveEntry entry(StoredFile file, byte[] header, long offset) {
        TarFormat.fault(header)
                .ifPresent(fault -> {
                    throw refused(file, offset, fault);
                });
        return new ArchiveEntry(
                TarFormat.path(header),
                offset + TarFormat.BLOCK_SIZE,
                TarFormat.size(header),
                /* sha256= */ "");
    }

    private static void requirePadding(StoredFile file, ArchiveEntry entry) {
        byte[] padding = new byte[TarFormat.paddingOf(entry.size())];
        file.read(entry.offset() + entry.size(), ByteBuffer.wrap(padding));
        if (!isZero(padding)) {
            throw refused(
                    file, entry.offset(), "something stands behind `%s`".formatted(entry.path()));
        }
    }

    private static void requireEnd(StoredFile file, long offset, List<ArchiveEntry> found) {
        if (found.isEmpty()) {
            throw refused(file, offset, "it is empty");
        }
        byte[] end = new byte[TarFormat.END_SIZE];
        if (file.size() != offset + end.length) {
            throw refused(file, offset, "something follows its end, or the end is cut off");
        }
        file.read(offset, ByteBuffer.wrap(end));
        if (!isZero(end)) {
            throw refused(file, offset, "something stands in its end");
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<ArchiveEntry> named(
            StoredFile file, List<ArchiveEntry> found, List<ArchiveManifest.Listed> listed) {
        List<ArchiveEntry> named = new ArrayList<>();
        for (int i = 0; i < Math.max(found.size(), listed.size()); i++) {
            if (i >= found.size()) {
                throw new IllegalArgumentException(
                        "`%s` is missing".formatted(listed.get(i).path()));
            }
            ArchiveEntry entry = found.get(i);
            if (i >= listed.size() || !isSame(entry, listed.get(i))) {
                throw refused(
                        file,
                        entry.offset(),
                        "the manifest has no such `%s`".formatted(entry.path()));
            }
            named.add(
                    new ArchiveEntry(
                            entry.path(), entry.offset(), entry.size(), listed.get(i).sha256()));
        }
        return named;
    }

    private static boolean isSame(ArchiveEntry entry, ArchiveManifest.Listed listed) {
        return entry.path().equals(listed.path()) && entry.size() == listed.size();
    }

    /// What the archive says of itself, in order.
    public List<ArchiveFact> facts() {
        return facts;
    }

    /// The files, in the order in which they lie there.
    public List<ArchiveEntry> entries() {
        return entries;
    }

    public Optional<ArchiveEntry> find(String path) {
        return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    /// Hands on the content of a file in pieces, valid until the receiver returns. Throws
    /// [Problem.BadRequest] behind the last piece if the checksum does not match: what was made of
    /// the pieces is then worth nothing.
    public void read(ArchiveEntry entry, Consumer<ByteBuffer> receiver) {
        Sha256 sum = new Sha256();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_SIZE, entry.size()));
        for (long done = 0; done < entry.size(); done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), entry.size() - done));
            file.read(entry.offset() + done, buffer);
            buffer.flip();
            sum.update(buffer);
            receiver.accept(buffer.duplicate());
        }
        if (!sum.hex().equals(entry.sha256())) {
            throw refused(file, entry.offset(), "`%s` fails its checksum".formatted(entry.path()));
        }
    }

    /// The content of a small file; more than `sizeMax` bytes are refused.
    public byte[] content(ArchiveEntry entry, int sizeMax) {
        if (entry.size() > sizeMax) {
            throw refused(
                    file,
                    entry.offset(),
                    "`%s` has %d bytes, expected at most %d"
                            .formatted(entry.path(), entry.size(), sizeMax));
        }
        ByteBuffer content = ByteBuffer.allocate((int) entry.size());
        read(entry, content::put);
        return content.array();
    }

    /// A refusal of the archive for something that is wrong with a file in it.
    public DigiException refusal(ArchiveEntry entry, String what) {
        return refused(file, entry.offset(), "`%s`: %s".formatted(entry.path(), what));
    }

    private static DigiException refused(StoredFile file, long offset, String what) {
        return new DigiException(
                new Problem.BadRequest(
                        "the snapshot %s is refused, nothing was changed: at byte %d, %s"
                                .formatted(file.file().getFileName(), offset, what)));
    }
}
