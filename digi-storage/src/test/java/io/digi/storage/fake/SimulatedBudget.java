package io.digi.storage.fake;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a simulated store has open. Guarded by its disk.
final class SimulatedBudget {
    private final FileBudget budget;
    private final Set<Path> appending = new HashSet<>();
    private final Set<Path> failed = new HashSet<>();
    private final List<Mapped> mapped = new ArrayList<>();
    private int openFiles;

    SimulatedBudget(FileBudget budget) {
        this.budget = budget;
    }

    void startReading() {
        require(openFiles < budget.openFilesMax(), "open files");
        openFiles++;
    }

    void stopReading() {
        openFiles--;
    }

    /// A file and how far it is mapped.
    record Mapped(Path file, long size) {
        static final long WHOLE = Long.MAX_VALUE;
    }

    void startAppending(Path file, long size) {
        if (failed.contains(file)) {
            throw new DigiException(
                    new Problem.MediumFailed(file.toString(), "open", "an earlier write failed"));
        }
        boolean isMapped =
                mapped.stream().anyMatch(one -> one.file().equals(file) && one.size() > size);
        if (appending.contains(file) || isMapped) {
            throw new DigiException(new Problem.Internal(file + " is open already"));
        }
        require(openFiles < budget.openFilesMax(), "open files");
        openFiles++;
        appending.add(file);
    }

    void stopAppending(Path file) {
        openFiles--;
        appending.remove(file);
    }

    void startMapping(Mapped mapping) {
        if (mapping.size() == Mapped.WHOLE && appending.contains(mapping.file())) {
            throw new DigiException(new Problem.Internal(mapping.file() + " is still appended to"));
        }
        require(mapped.size() < budget.mappingsMax(), "mapped files");
        mapped.add(mapping);
    }

    void stopMapping(Mapped mapping) {
        mapped.remove(mapping);
    }

    void failed(Path file) {
        failed.add(file);
    }

    void forget(Path file) {
        failed.remove(file);
    }

    void renamed(Path source, Path target) {
        if (failed.remove(source)) {
            failed.add(target);
        } else {
            failed.remove(target);
        }
    }

    private static void require(boolean room, String what) {
        if (!room) {
            throw new DigiException(new Problem.Overloaded("the budget of " + what, 0));
        }
    }
}
