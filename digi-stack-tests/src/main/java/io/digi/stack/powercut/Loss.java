package io.digi.stack.powercut;

/// How much of what was not synced a power cut takes.
public sealed interface Loss {
    /// Nothing survives that was not synced.
    record Everything() implements Loss {}

    /// A random part survives: of the directory operations those before a random moment, of the
    /// changes to a file any number, and of a torn change any sectors.
    record RandomPart(long seed) implements Loss {}
}
