package io.digi.stack.powercut;

import io.digi.stack.powercut.JournalRecord.Change;
import io.digi.stack.powercut.JournalRecord.EntryChange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;

/// What a power cut did to a directory.
///
/// `mapped` and `streamed` name files that the process wrote in ways that cannot be undone: those
/// bytes survived whatever was synced, so nothing is proven about them.
///
/// @param changesLost changes of files that are gone
/// @param changesTorn changes of files of which some sectors survived
/// @param entriesLost creations, removals and renames that are undone
public record PowerCut(
        int changesLost,
        int changesTorn,
        int entriesLost,
        SortedSet<String> mapped,
        SortedSet<String> streamed) {

    /// Cuts the power: takes back what `directory` shows but what was never synced, as noted in the
    /// `journal` folder by the preloaded library. Every process that wrote there must be dead.
    public static PowerCut apply(Path directory, Path journal, Loss loss) throws IOException {
        Path records = journal.resolve("journal");
        if (Files.notExists(records)) {
            return new PowerCut(0, 0, 0, new Unsynced().mapped(), new Unsynced().streamed());
        }
        try (FileChannel channel = FileChannel.open(records)) {
            Unsynced unsynced = new Unsynced();
            new JournalReader(channel).forEach(unsynced::add);
            return cut(directory, journal, loss, channel, unsynced);
        }
    }

    private static PowerCut cut(
            Path directory, Path journal, Loss loss, FileChannel records, Unsynced unsynced)
            throws IOException {
        Path graveyard = Files.createDirectories(journal.resolve("graveyard"));
        Path lost = Files.createDirectories(journal.resolve("lost"));
        Inodes inodes = new Inodes();
        inodes.scan(graveyard);
        inodes.scan(directory);
        int changesLost = 0;
        int changesTorn = 0;
        int salt = 0;
        for (long inode : unsynced.files()) {
            Optional<Path> file = inodes.path(inode);
            if (file.isPresent()) {
                List<Change> changes = unsynced.changes(inode);
                FileUndo undo = undo(file.get(), changes, records, Fate.of(loss, salt++));
                changesLost += undo.undone();
                changesTorn += undo.torn();
            }
        }
        List<EntryChange> entries = lost(unsynced.entries(), loss);
        new EntryUndo(inodes, graveyard, lost).run(entries);
        return new PowerCut(
                changesLost, changesTorn, entries.size(), unsynced.mapped(), unsynced.streamed());
    }

    private static FileUndo undo(Path path, List<Change> changes, FileChannel records, Fate fate)
            throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileUndo undo = new FileUndo(records, file, fate);
            undo.run(changes);
            return undo;
        }
    }

    /// Directories are journaled: of what is not synced, the operations after some moment are lost.
    private static List<EntryChange> lost(List<EntryChange> entries, Loss loss) {
        return switch (loss) {
            case Loss.Everything _ -> entries;
            case Loss.RandomPart part ->
                    entries.subList(
                            new SplittableRandom(part.seed()).nextInt(entries.size() + 1),
                            entries.size());
        };
    }
}
