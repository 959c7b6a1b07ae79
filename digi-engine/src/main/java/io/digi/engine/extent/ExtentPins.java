package io.digi.engine.extent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collections whose files are kept, and what is to go once they are not any more. What is not gone
/// when the process ends is found dead, and removed, by compaction. Thread-safe.
final class ExtentPins {
    private final Map<Integer, Integer> counts = new HashMap<>();
    private final Map<Integer, List<ExtentName>> postponed = new HashMap<>();

    synchronized void pin(int collection) {
        counts.merge(collection, 1, Integer::sum);
    }

    /// Whether the removal of a file has to wait; then it is noted.
    synchronized boolean postpones(ExtentName name) {
        if (!counts.containsKey(name.collection())) {
            return false;
        }
        postponed.computeIfAbsent(name.collection(), _ -> new ArrayList<>()).add(name);
        return true;
    }

    /// Returns what is to be removed now.
    synchronized List<ExtentName> unpin(int collection) {
        int left = counts.merge(collection, -1, Integer::sum);
        if (left > 0) {
            return List.of();
        }
        counts.remove(collection);
        List<ExtentName> due = postponed.remove(collection);
        return due == null ? List.of() : due;
    }
}
