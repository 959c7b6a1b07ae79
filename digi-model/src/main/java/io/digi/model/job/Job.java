package io.digi.model.job;

import io.digi.model.id.CollectionName;
import java.util.Optional;
import java.util.OptionalLong;

/// Background work: what, why, how far, how long still.
///
/// @param percent 0 to 100
/// @param secondsLeft estimated from the rate so far; absent while unknown
public record Job(
        long id,
        Kind kind,
        Optional<CollectionName> collection,
        String reason,
        State state,
        double percent,
        OptionalLong secondsLeft) {
    /// What the work is.
    public enum Kind {
        DRAIN,
        COMPACT_EXTENTS,
        CHECKPOINT,
        BUILD_PAYLOAD_INDEX,
        BUILD_VECTOR_INDEX,
        DROP,
        CREATE_SNAPSHOT,
        RECOVER_SNAPSHOT,
        VERIFY,
        REPAIR
    }

    /// Where the work stands.
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }
}
