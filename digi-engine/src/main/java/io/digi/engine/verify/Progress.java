package io.digi.engine.verify;

/// Hears how far a check or a repair has come. Called from the thread that does the work, at every
/// step and within long ones, so it must be quick.
public interface Progress {
    /// Nobody who listens.
    Progress NONE = (_, _) -> {};

    /// Work has come so far.
    ///
    /// @param step what is being looked at, in words
    /// @param done entries of this step so far
    void at(String step, long done);
}
