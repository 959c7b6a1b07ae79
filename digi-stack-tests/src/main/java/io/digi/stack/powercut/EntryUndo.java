package io.digi.stack.powercut;

import io.digi.stack.powercut.JournalRecord.Created;
import io.digi.stack.powercut.JournalRecord.EntryChange;
import io.digi.stack.powercut.JournalRecord.EntryName;
import io.digi.stack.powercut.JournalRecord.Removed;
import io.digi.stack.powercut.JournalRecord.Renamed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Takes entry changes of directories back, newest first. Each step starts by looking whether the
/// change happened at all: the process may have been killed between note and change. What has to go
/// moves into a folder of its own, for whoever wants to look at it.
final class EntryUndo {
    private final Inodes inodes;
    private final Path graveyard;
    private final Path lost;

    EntryUndo(Inodes inodes, Path graveyard, Path lost) {
        this.inodes = inodes;
        this.graveyard = graveyard;
        this.lost = lost;
    }

    /// Undoes the changes, given oldest first.
    void run(List<EntryChange> changes) throws IOException {
        for (EntryChange change : changes.reversed()) {
            switch (change) {
                case Created created -> undo(created);
                case Removed removed -> undo(removed);
                case Renamed renamed -> undo(renamed);
            }
        }
    }

    private void undo(Created created) throws IOException {
        Optional<Path> path = path(new EntryName(created.directory(), created.name()));
        if (path.isPresent() && exists(path.get())) {
            move(path.get(), lost.resolve(Long.toString(created.position())));
        }
    }

    private void undo(Removed removed) throws IOException {
        Optional<Path> path = path(new EntryName(removed.directory(), removed.name()));
        if (path.isEmpty() || exists(path.get())) {
            return;
        }
        if (removed.wasDirectory()) {
            Files.createDirectory(path.get());
            inodes.put(removed.inode(), path.get());
        } else {
            exhume(removed.position(), path.get());
        }
    }

    private void undo(Renamed renamed) throws IOException {
        Optional<Path> source = path(renamed.source());
        Optional<Path> target = path(renamed.target());
        if (target.isEmpty() || !exists(target.get())) {
            return;
        }
        if (source.isPresent() && exists(source.get())) {
            if (Inodes.inode(source.get()) == renamed.moved()) {
                return;
            }
            move(target.get(), lost.resolve(Long.toString(renamed.position())));
        } else {
            move(target.get(), source.orElse(lost.resolve(Long.toString(renamed.position()))));
        }
        if (renamed.replacesDirectory()) {
            Files.createDirectory(target.get());
        } else if (renamed.replaces()) {
            exhume(renamed.position(), target.get());
        }
    }

    private Optional<Path> path(EntryName entry) {
        return inodes.path(entry.directory())
                .filter(directory -> Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
                .map(directory -> directory.resolve(entry.name()));
    }

    private void exhume(long position, Path path) throws IOException {
        Files.createLink(path, graveyard.resolve(Long.toString(position)));
    }

    private void move(Path source, Path target) throws IOException {
        Files.move(source, target);
        inodes.moved(source, target);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
