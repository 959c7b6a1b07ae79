package io.digi.stack.crash;

/// A point that shows what it must not.
///
/// @param text what was expected and what came
public record Violation(Kind kind, long id, String text) {
    /// How the promise was broken.
    public enum Kind {
        /// An acknowledged write is gone, or an older state came back.
        LOST_WRITE,
        /// A point or a version that was never sent.
        PHANTOM,
        /// A point whose deletion was acknowledged.
        RESURRECTED,
        /// A vector that does not belong to the version beside it.
        WRONG_VECTOR,
        /// A payload that does not belong to the version beside it.
        WRONG_PAYLOAD,
        /// A request of which some points are applied and others are not.
        HALF_BATCH
    }

    @Override
    public String toString() {
        return "%s: point %d: %s".formatted(kind, id, text);
    }
}
