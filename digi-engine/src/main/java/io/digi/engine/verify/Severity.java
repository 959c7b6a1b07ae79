package io.digi.engine.verify;

/// What a [Finding] means for the user's data.
public enum Severity {
    /// Something stored is lost, unless there is a copy elsewhere.
    DAMAGE,
    /// Something derived is wrong; a repair makes it anew and loses nothing.
    REPAIRABLE,
    /// Nothing is wrong: what an interrupted process left, or what an earlier damage left behind.
    NOTE
}
