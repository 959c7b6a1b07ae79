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
    private final List<Path> mapped = new ArrayList<>();
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

    void startAppending(Path file) {
        if (failed.contains(file)) {
            throw new DigiException(
                    new Problem.MediumFailed(file.toString(), "open", "an earlier write failed"));
        }
        if (appending.contains(file) || mapped.contains(file)) {
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

    void startMapping(Path file) {
        if (appending.contains(file)) {
            throw new DigiException(new Problem.Internal(file + " is still appended to"));
        }
        require(mapped.size() < budget.mappingsMax(), "mapped files");
        mapped.add(file);
    }

    void stopMapping(Path file) {
        mapped.remove(file);
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
