package io.digi.stack.powercut;

import io.digi.stack.powercut.JournalRecord.AllSynced;
import io.digi.stack.powercut.JournalRecord.Change;
import io.digi.stack.powercut.JournalRecord.Created;
import io.digi.stack.powercut.JournalRecord.DirectorySynced;
import io.digi.stack.powercut.JournalRecord.Dropped;
import io.digi.stack.powercut.JournalRecord.EntryChange;
import io.digi.stack.powercut.JournalRecord.FileSynced;
import io.digi.stack.powercut.JournalRecord.Forgotten;
import io.digi.stack.powercut.JournalRecord.Mapped;
import io.digi.stack.powercut.JournalRecord.Removed;
import io.digi.stack.powercut.JournalRecord.Renamed;
import io.digi.stack.powercut.JournalRecord.Streamed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a journal leaves unsynced at its end: the changes of each file and the entry changes of all
/// directories, by position.
final class Unsynced {
    private final Map<Long, TreeMap<Long, Change>> changes = new TreeMap<>();
    private final TreeMap<Long, EntryChange> entries = new TreeMap<>();
    private final SortedSet<String> mapped = new TreeSet<>();
    private final SortedSet<String> streamed = new TreeSet<>();

    /// Takes the next record of the journal.
    void add(JournalRecord record) {
        switch (record) {
            case Change change ->
                    changes.computeIfAbsent(change.inode(), _ -> new TreeMap<>())
                            .put(change.position(), change);
            case EntryChange change -> entries.put(change.position(), change);
            case FileSynced synced -> settleFile(synced.inode(), synced.end());
            case DirectorySynced synced -> settleDirectory(synced.inode(), synced.end());
            case AllSynced synced -> settleAll(synced.end());
            case Dropped dropped -> drop(dropped.target());
            case Forgotten forgotten -> changes.remove(forgotten.inode());
            case Mapped file -> mapped.add(file.path());
            case Streamed file -> streamed.add(file.path());
        }
    }

    /// Inodes of the files with unsynced changes.
    List<Long> files() {
        return List.copyOf(changes.keySet());
    }

    /// The unsynced changes of one file, oldest first.
    List<Change> changes(long inode) {
        TreeMap<Long, Change> found = changes.get(inode);
        return found == null ? List.of() : List.copyOf(found.values());
    }

    /// The unsynced entry changes, oldest first.
    List<EntryChange> entries() {
        return List.copyOf(entries.values());
    }

    SortedSet<String> mapped() {
        return mapped;
    }

    SortedSet<String> streamed() {
        return streamed;
    }

    private void settleFile(long inode, long end) {
        TreeMap<Long, Change> found = changes.get(inode);
        if (found != null) {
            found.headMap(end).clear();
            if (found.isEmpty()) {
                changes.remove(inode);
            }
        }
    }

    private void settleDirectory(long inode, long end) {
        List<EntryChange> settled = new ArrayList<>();
        for (EntryChange change : entries.headMap(end).values()) {
            if (settledBy(change) == inode) {
                settled.add(change);
            }
        }
        settled.forEach(this::settle);
    }

    private void settleAll(long end) {
        entries.headMap(end).clear();
        List.copyOf(changes.keySet()).forEach(inode -> settleFile(inode, end));
    }

    private void settle(EntryChange change) {
        entries.remove(change.position());
        if (change instanceof Removed removed && removed.wasDirectory()) {
            // What was unsynced inside of a directory ended with it.
            entries.headMap(removed.position())
                    .values()
                    .removeIf(inner -> settledBy(inner) == removed.inode());
        }
    }

    /// The directory whose sync makes a change durable. A rename is durable with its new name.
    private static long settledBy(EntryChange change) {
        return switch (change) {
            case Created created -> created.directory();
            case Removed removed -> removed.directory();
            case Renamed renamed -> renamed.target().directory();
        };
    }

    private void drop(long position) {
        if (entries.remove(position) == null) {
            changes.values().removeIf(list -> list.remove(position) != null && list.isEmpty());
        }
    }
}
