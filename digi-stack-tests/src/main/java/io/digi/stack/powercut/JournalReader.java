package io.digi.stack.powercut;

import io.digi.stack.powercut.JournalRecord.AllSynced;
import io.digi.stack.powercut.JournalRecord.Change;
import io.digi.stack.powercut.JournalRecord.Created;
import io.digi.stack.powercut.JournalRecord.DirectorySynced;
import io.digi.stack.powercut.JournalRecord.Dropped;
import io.digi.stack.powercut.JournalRecord.EntryName;
import io.digi.stack.powercut.JournalRecord.FileSynced;
import io.digi.stack.powercut.JournalRecord.Forgotten;
import io.digi.stack.powercut.JournalRecord.Mapped;
import io.digi.stack.powercut.JournalRecord.Removed;
import io.digi.stack.powercut.JournalRecord.Renamed;
import io.digi.stack.powercut.JournalRecord.Streamed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads the journal of the preloaded library. A record, in the machine's byte order:
///
/// | bytes | what |
/// |---|---|
/// | 0–3 | magic `WCUT` |
/// | 4–7 | kind |
/// | 8–15 | length with the payload |
/// | 16–23 | inode |
/// | 24–31 | offset |
/// | 32–39 | count |
/// | 40–47 | size |
/// | 48–55 | other |
/// | 56–59 | flags: 1 directory, 2 shrink |
/// | 60–63 | length of the first name |
/// | 64… | names (UTF-8) or saved bytes |
///
/// What the numbers mean by kind stands in `powercut.c`. A torn record at the end belongs to a
/// change that never ran, and is left out.
final class JournalReader {
    private static final int HEADER_SIZE = 64;
    private static final int MAGIC = 0x54554357;
    private static final int NAMES_SIZE_MAX = 16 * 1024;
    private static final int DIRECTORY = 1;
    private static final int SHRINK = 2;

    private final FileChannel journal;

    JournalReader(FileChannel journal) {
        this.journal = journal;
    }

    /// Hands each record to the visitor, in order.
    void forEach(Consumer<JournalRecord> visitor) throws IOException {
        long size = journal.size();
        long position = 0;
        while (position + HEADER_SIZE <= size) {
            Header header = header(position);
            if (header.length() > size - position) {
                return;
            }
            record(header, visitor);
            position += header.length();
        }
    }

    private Header header(long position) throws IOException {
        ByteBuffer bytes = read(position, HEADER_SIZE);
        Header header =
                new Header(
                        position,
                        bytes.getInt(4),
                        bytes.getLong(8),
                        bytes.getLong(16),
                        bytes.getLong(24),
                        bytes.getLong(32),
                        bytes.getLong(40),
                        bytes.getLong(48),
                        bytes.getInt(56),
                        bytes.getInt(60));
        if (bytes.getInt(0) != MAGIC || header.length() < HEADER_SIZE) {
            throw new PowerCutException(
                    "journal: expected a record at byte " + position + ", found something else");
        }
        return header;
    }

    private void record(Header header, Consumer<JournalRecord> visitor) throws IOException {
        switch (header.kind()) {
            case 1 -> {}
            case 2 -> visitor.accept(header.change());
            case 3 -> visitor.accept(new FileSynced(header.inode(), header.offset()));
            case 4 -> visitor.accept(new DirectorySynced(header.inode(), header.offset()));
            case 5 -> visitor.accept(new AllSynced(header.offset()));
            case 6 -> visitor.accept(new Dropped(header.offset()));
            case 7 -> visitor.accept(header.created(names(header)));
            case 8 -> visitor.accept(header.removed(names(header)));
            case 9 -> visitor.accept(header.renamed(names(header)));
            case 10 -> visitor.accept(new Forgotten(header.inode()));
            case 11 -> visitor.accept(new Mapped(names(header).first()));
            case 12 -> visitor.accept(new Streamed(names(header).first()));
            default ->
                    throw new PowerCutException(
                            "journal: unknown kind %d at byte %d"
                                    .formatted(header.kind(), header.position()));
        }
    }

    private Names names(Header header) throws IOException {
        long length = header.length() - HEADER_SIZE;
        int first = header.nameLength();
        if (length > NAMES_SIZE_MAX || first < 0 || first > length) {
            throw new PowerCutException("journal: bad names at byte " + header.position());
        }
        byte[] bytes = read(header.position() + HEADER_SIZE, (int) length).array();
        return new Names(
                new String(bytes, 0, first, StandardCharsets.UTF_8),
                new String(bytes, first, bytes.length - first, StandardCharsets.UTF_8));
    }

    private ByteBuffer read(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            if (journal.read(bytes, position + bytes.position()) < 0) {
                throw new PowerCutException("journal: ends within a record at byte " + position);
            }
        }
        return bytes.flip();
    }

    private record Names(String first, String second) {}

    private record Header(
            long position,
            int kind,
            long length,
            long inode,
            long offset,
            long count,
            long size,
            long other,
            int flags,
            int nameLength) {
        Change change() {
            return new Change(
                    position,
                    inode,
                    offset,
                    count,
                    size,
                    (flags & SHRINK) != 0,
                    position + HEADER_SIZE,
                    length - HEADER_SIZE);
        }

        Created created(Names names) {
            return new Created(position, inode, names.first());
        }

        Removed removed(Names names) {
            return new Removed(position, inode, names.first(), other, (flags & DIRECTORY) != 0);
        }

        Renamed renamed(Names names) {
            return new Renamed(
                    position,
                    new EntryName(inode, names.first()),
                    new EntryName(other, names.second()),
                    offset,
                    size != 0,
                    (flags & DIRECTORY) != 0);
        }
    }
}
