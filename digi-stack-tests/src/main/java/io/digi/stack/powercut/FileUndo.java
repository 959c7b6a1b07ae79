package io.digi.stack.powercut;

import io.digi.stack.powercut.Fate.Survival;
import io.digi.stack.powercut.JournalRecord.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.List;

/// Takes a file's unsynced changes back, newest first.
///
/// Of each change all, nothing, or some sectors survive. What survives in a sector is a version
/// that it had: where the newer change survives there, the older ones are hidden behind it and
/// stay. The same holds of the file's size. A truncation is undone whole or not at all.
final class FileUndo {
    static final int SECTOR_SIZE = 512;

    private final FileChannel journal;
    private final FileChannel file;
    private final Fate fate;
    private final BitSet kept = new BitSet();
    private int undone;
    private int torn;

    FileUndo(FileChannel journal, FileChannel file, Fate fate) {
        this.journal = journal;
        this.file = file;
        this.fate = fate;
    }

    /// Undoes the changes, given oldest first.
    void run(List<Change> changes) throws IOException {
        List<Change> newestFirst = changes.reversed();
        List<Survival> survivals = newestFirst.stream().map(_ -> fate.ofChange()).toList();
        long size = survivingSize(newestFirst, survivals);
        boolean sizeKept = false;
        for (int i = 0; i < newestFirst.size(); i++) {
            Change change = newestFirst.get(i);
            Survival survival = survivals.get(i);
            if (change.shrink()) {
                sizeKept |= survival == Survival.KEPT;
                undo(change, sizeKept ? Survival.KEPT : Survival.LOST, size);
            } else {
                sizeKept |= change.grows() && survival != Survival.LOST;
                undo(change, survival, size);
            }
        }
        resize(size);
    }

    int undone() {
        return undone;
    }

    int torn() {
        return torn;
    }

    private long survivingSize(List<Change> newestFirst, List<Survival> survivals)
            throws IOException {
        long size = file.size();
        for (int i = 0; i < newestFirst.size(); i++) {
            Change change = newestFirst.get(i);
            if (!change.shrink() && !change.grows()) {
                continue;
            }
            if (keepsSize(change, survivals.get(i))) {
                return size;
            }
            size = change.size();
        }
        return size;
    }

    private static boolean keepsSize(Change change, Survival survival) {
        return change.shrink() ? survival == Survival.KEPT : survival != Survival.LOST;
    }

    private void undo(Change change, Survival survival, long size) throws IOException {
        undone += survival == Survival.LOST ? 1 : 0;
        torn += survival == Survival.TORN ? 1 : 0;
        long end = Math.min(change.offset() + change.count(), size);
        for (long from = change.offset(); from < end; ) {
            int sector = Math.toIntExact(from / SECTOR_SIZE);
            long to = Math.min(end, (sector + 1L) * SECTOR_SIZE);
            if (!kept.get(sector)) {
                if (survives(survival)) {
                    kept.set(sector);
                } else {
                    restore(change, from, to);
                }
            }
            from = to;
        }
    }

    private boolean survives(Survival survival) {
        return switch (survival) {
            case LOST -> false;
            case KEPT -> true;
            case TORN -> fate.sectorSurvives();
        };
    }

    /// Writes the old bytes of a range; where the file had none, zeros.
    private void restore(Change change, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        long saved = change.savedCount() - (from - change.offset());
        if (saved > 0) {
            bytes.limit((int) Math.min(bytes.capacity(), saved));
            long position = change.savedPosition() + (from - change.offset());
            while (bytes.hasRemaining()) {
                if (journal.read(bytes, position + bytes.position()) < 0) {
                    throw new PowerCutException("journal: saved bytes missing at " + position);
                }
            }
        }
        bytes.clear();
        while (bytes.hasRemaining()) {
            file.write(bytes, from + bytes.position());
        }
    }

    private void resize(long size) throws IOException {
        if (file.size() > size) {
            file.truncate(size);
        } else if (file.size() < size) {
            file.write(ByteBuffer.allocate(1), size - 1);
        }
    }
}
