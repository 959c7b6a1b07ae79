package io.digi.server.settings;

/// A setting that was given and is accepted, but changes nothing.
///
/// @param where the file and line, the variable or the flag
/// @param reason why, as a clause
public record Notice(String key, String where, String reason) {
    @Override
    public String toString() {
        return "%s (%s) has no effect: %s".formatted(key, where, reason);
    }
}
