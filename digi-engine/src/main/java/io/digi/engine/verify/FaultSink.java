package io.digi.engine.verify;

/// Gets what a survey finds, in the order in which it is found.
interface FaultSink {
    /// Returns whether the fault is mended, so that the survey goes on as if it had not been.
    boolean found(Fault fault);

    /// A part of the survey has ended: the next one must see what was mended.
    default void settle() {}
}
