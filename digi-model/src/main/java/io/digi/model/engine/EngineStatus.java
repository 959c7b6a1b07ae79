package io.digi.model.engine;

import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.job.Job;
import java.util.List;
import java.util.Map;

/// An engine as it is now.
///
/// @param health `OK`, or what is wrong
/// @param troubles what is wrong, each a sentence; empty while `OK`
/// @param pointCounts points by collection
/// @param vectorCounts vectors by collection and name; of a collection that is not in memory its
///   points, where it has vectors of that name at all
/// @param memoryBytes memory in use by purpose
/// @param memoryLimitBytes what all of it together must stay below
/// @param diskBytes bytes on disk by kind of file
/// @param diskFreeBytes bytes that the file system has left
/// @param jobs background work, running and recent
/// @param slowQueryCounts queries since the start that took longer than they should, by collection;
///   none of collections that had none
public record EngineStatus(
        Health health,
        List<String> troubles,
        Map<CollectionName, Long> pointCounts,
        Map<CollectionName, Map<VectorName, Long>> vectorCounts,
        Map<String, Long> memoryBytes,
        long memoryLimitBytes,
        Map<String, Long> diskBytes,
        long diskFreeBytes,
        List<Job> jobs,
        Map<CollectionName, Long> slowQueryCounts) {
    public EngineStatus {
        troubles = List.copyOf(troubles);
        pointCounts = Map.copyOf(pointCounts);
        vectorCounts = Map.copyOf(vectorCounts);
        memoryBytes = Map.copyOf(memoryBytes);
        diskBytes = Map.copyOf(diskBytes);
        jobs = List.copyOf(jobs);
        slowQueryCounts = Map.copyOf(slowQueryCounts);
    }

    /// Whether an engine does all it promises.
    public enum Health {
        OK,
        /// Reads are served, something else is not.
        DEGRADED
    }
}
