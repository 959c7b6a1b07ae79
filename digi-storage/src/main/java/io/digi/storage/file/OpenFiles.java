package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is open in a store: it keeps the budget, and appending and mapping apart. Thread-safe.
final class OpenFiles {
    /// The size to which a file is mapped that is not appended to.
    static final long WHOLE = Long.MAX_VALUE;

    private final FileBudget budget;
    private final Set<Path> appending = new HashSet<>();

    /// How far files are mapped, once for each mapping.
    private final Map<Path, List<Long>> mapped = new HashMap<>();

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

    /// @param size where the appending begins
    synchronized void startAppending(Path file, long size) {
        if (failed.contains(file)) {
            throw new DigiException(
                    new Problem.MediumFailed(
                            file.toString(), "open", "an earlier write or sync of it failed"));
        }
        boolean isMapped = mapped.getOrDefault(file, List.of()).stream().anyMatch(to -> to > size);
        if (appending.contains(file) || isMapped) {
            throw FileErrors.misused(
                    file, isMapped ? "is mapped" : "is open for appending already");
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
        startMappingFront(file, WHOLE);
    }

    /// @param size to which the file is mapped
    synchronized void startMappingFront(Path file, long size) {
        if (mappings == budget.mappingsMax()) {
            throw full("the budget of mapped files", budget.mappingsMax());
        }
        mappings++;
        mapped.computeIfAbsent(file, _ -> new ArrayList<>()).add(size);
    }

    /// @param size to which the file was mapped
    synchronized void stopMapping(Path file, long size) {
        mappings--;
        mapped.computeIfPresent(
                file,
                (_, sizes) -> {
                    sizes.remove(size);
                    return sizes.isEmpty() ? null : sizes;
                });
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
