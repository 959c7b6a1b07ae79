package io.digi.server.settings;

/// What is logged, and how.
public record LogSettings(Level level, Format format) {
    /// The least important messages that are kept.
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }

    /// How a message is written.
    public enum Format {
        TEXT,
        JSON
    }
}
