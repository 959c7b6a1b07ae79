package io.digi.model.config;

import io.digi.model.payload.JsonPath;
import java.util.List;
import java.util.Map;

/// A collection as it is now.
///
/// @param pointCount points in the scope of the call
/// @param indexedVectorCount vectors that a graph holds
/// @param segmentCount sealed and open extents together, at least 1
/// @param payloadIndexes by key
/// @param queuedOperations writes that wait for their turn
/// @param warnings what the user should know, each a sentence
public record CollectionInfo(
        CollectionConfig config,
        CollectionStatus status,
        long pointCount,
        long indexedVectorCount,
        int segmentCount,
        Map<JsonPath, PayloadIndexInfo> payloadIndexes,
        int queuedOperations,
        List<String> warnings) {
    public CollectionInfo {
        payloadIndexes = Map.copyOf(payloadIndexes);
        warnings = List.copyOf(warnings);
    }

    /// A payload index and how many points have a value in it.
    public record PayloadIndexInfo(PayloadIndexConfig config, long pointCount) {}
}
