package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is open in a store: it keeps the budget, and appending and mapping apart. Thread-safe.
final class OpenFiles {
    private final FileBudget budget;
    private final Set<Path> appending = new HashSet<>();
    private final Map<Path, Integer> mapped = new HashMap<>();

    /// Files whose write failed: a few, since each is replaced or removed before the next attempt.
    private final Set<Path> failed = new HashSet<>();

    private int openFiles;
    private int mappings;

    OpenFiles(FileBudget budget) {
        this.budget = budget;
    }

    synchronized void startReading() {
        takeFile();
    }

    synchronized void stopReading() {
        openFiles--;
    }

    synchronized void startAppending(Path file) {
        if (failed.contains(file)) {
            throw new DigiException(
                    new Problem.MediumFailed(
                            file.toString(), "open", "an earlier write or sync of it failed"));
        }
        if (appending.contains(file) || mapped.containsKey(file)) {
            throw FileErrors.misused(
                    file, mapped.containsKey(file) ? "is mapped" : "is open for appending already");
        }
        takeFile();
        appending.add(file);
    }

    synchronized void stopAppending(Path file) {
        appending.remove(file);
        openFiles--;
    }

    synchronized void startMapping(Path file) {
        if (appending.contains(file)) {
            throw FileErrors.misused(file, "is still open for appending and cannot be mapped");
        }
        if (mappings == budget.mappingsMax()) {
            throw full("the budget of mapped files", budget.mappingsMax());
        }
        mappings++;
        mapped.merge(file, 1, Integer::sum);
    }

    synchronized void stopMapping(Path file) {
        mappings--;
        mapped.computeIfPresent(file, (key, count) -> count == 1 ? null : count - 1);
    }

    synchronized void failed(Path file) {
        failed.add(file);
    }

    /// A name whose file is gone may be used for a new one.
    synchronized void forget(Path file) {
        failed.remove(file);
    }

    /// What is known of a file goes with it; what was known of the one that it replaces ends.
    synchronized void renamed(Path source, Path target) {
        if (failed.remove(source)) {
            failed.add(target);
        } else {
            failed.remove(target);
        }
    }

    private void takeFile() {
        if (openFiles == budget.openFilesMax()) {
            throw full("the budget of open files", budget.openFilesMax());
        }
        openFiles++;
    }

    private static DigiException full(String what, int max) {
        return new DigiException(new Problem.Overloaded(what, max));
    }
}
