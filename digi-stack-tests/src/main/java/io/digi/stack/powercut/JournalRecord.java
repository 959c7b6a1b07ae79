package io.digi.stack.powercut;

/// A record of the library's journal. `position` is its place in the journal; inodes name files and
/// directories.
sealed interface JournalRecord {
    /// Bytes from `offset` on were about to change in a file of `size` bytes. Its old bytes, as far
    /// as the file had any there, stand in the journal at `savedPosition`.
    record Change(
            long position,
            long inode,
            long offset,
            long count,
            long size,
            boolean shrink,
            long savedPosition,
            long savedCount)
            implements JournalRecord {
        boolean grows() {
            return !shrink && offset + count > size;
        }
    }

    /// An operation on the entries of a directory.
    sealed interface EntryChange extends JournalRecord {
        long position();
    }

    record Created(long position, long directory, String name) implements EntryChange {}

    record Removed(long position, long directory, String name, long inode, boolean wasDirectory)
            implements EntryChange {}

    record Renamed(
            long position,
            EntryName source,
            EntryName target,
            long moved,
            boolean replaces,
            boolean replacesDirectory)
            implements EntryChange {}

    /// A name in a directory.
    record EntryName(long directory, String name) {}

    /// The changes of one file noted before `end` are durable.
    record FileSynced(long inode, long end) implements JournalRecord {}

    /// The entries of one directory noted before `end` are durable.
    record DirectorySynced(long inode, long end) implements JournalRecord {}

    /// Everything noted before `end` is durable.
    record AllSynced(long end) implements JournalRecord {}

    /// The record at `target` needs no undo: its change failed, or was durable at once.
    record Dropped(long target) implements JournalRecord {}

    /// The file is gone for good; its inode may come back as another file.
    record Forgotten(long inode) implements JournalRecord {}

    /// The process mapped a file for writing; such writes cannot be undone.
    record Mapped(String path) implements JournalRecord {}

    /// The process wrote a file by the C library's streams; such writes cannot be undone.
    record Streamed(String path) implements JournalRecord {}
}
